package io.ixion.cluster.downing;

import io.ixion.cluster.downing.domain.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often a node did what for the sake of its peers since it started. */
public final class DowningFigures {
  private final LongAdder looks = new LongAdder();
  private final LongAdder sessions = new LongAdder();
  private final LongAdder downs = new LongAdder();
  private final LongAdder failedFences = new LongAdder();
  private final Map<Reason, LongAdder> fences = adders();
  private final Map<Reason, LongAdder> waits = adders();
  private final Map<Reason, LongAdder> forgotten = adders();

  private static Map<Reason, LongAdder> adders() {
    var adders = new EnumMap<Reason, LongAdder>(Reason.class);
    for (Reason reason : Reason.values()) adders.put(reason, new LongAdder());
    return Map.copyOf(adders);
  }

  /** Looks at the locks of the peers. */
  public long looks() {
    return looks.sum();
  }

  /** Lock sessions; more than one means that some were lost and replaced. */
  public long sessions() {
    return sessions.sum();
  }

  /** Members downed after they were fenced. */
  public long downs() {
    return downs.sum();
  }

  /** Fences that the database did not complete; they are tried again at the next look. */
  public long failedFences() {
    return failedFences.sum();
  }

  /** Decisions to fence, for whatever reason. */
  public long fences() {
    return fences.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Decisions to fence. */
  public long fences(Reason reason) {
    return fences.get(reason).sum();
  }

  /** Decisions not to fence, or not yet, once per peer as long as the reason stays the same. */
  public long waits(Reason reason) {
    return waits.get(reason).sum();
  }

  /** How often what was seen, or since when, stopped counting. */
  public long forgotten(Reason reason) {
    return forgotten.get(reason).sum();
  }

  void looked() {
    looks.increment();
  }

  void gotSession() {
    sessions.increment();
  }

  void downed() {
    downs.increment();
  }

  void fenceFailed() {
    failedFences.increment();
  }

  void fencing(Reason reason) {
    fences.get(reason).increment();
  }

  void waiting(Reason reason) {
    waits.get(reason).increment();
  }

  void forgot(Reason reason) {
    forgotten.get(reason).increment();
  }
}
