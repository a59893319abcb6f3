package io.ixion.benchmark.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the replay's own side has seen of each call; filled by many threads while the day is played.
 */
final class Progress {
  private final Map<String, Trace> byInteraction = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> doubleHolds = new ConcurrentLinkedQueue<>();

  /** How a call ended. */
  enum End {
    SERVED,
    ABANDONED,
    LEFT
  }

  /** One call on its way. */
  static final class Trace {
    final Day.Call call;
    final String key;
    final String interaction;
    final long submittedNanos = System.nanoTime();
    private String acceptedBy;
    private String offer;
    private End end;

    Trace(Day.Call call, String key, String interaction) {
      this.call = call;
      this.key = key;
      this.interaction = interaction;
    }

    /** The first acceptance counts; whether this one is it. */
    synchronized boolean accepted(String agent) {
      if (acceptedBy != null || end != null) return false;
      acceptedBy = agent;
      return true;
    }

    synchronized Optional<String> acceptedBy() {
      return Optional.ofNullable(acceptedBy);
    }

    synchronized void acceptedOffer(String offerId) {
      offer = offerId;
    }

    synchronized Optional<String> offer() {
      return Optional.ofNullable(offer);
    }

    synchronized void released() {
      if (end == null) acceptedBy = null;
    }

    synchronized boolean ended(End how) {
      if (end != null) return false;
      end = how;
      return true;
    }

    synchronized Optional<End> end() {
      return Optional.ofNullable(end);
    }
  }

  void submitted(Trace trace) {
    byInteraction.put(trace.interaction, trace);
  }

  Optional<Trace> of(String interaction) {
    return Optional.ofNullable(byInteraction.get(interaction));
  }

  List<Trace> traces() {
    return new ArrayList<>(byInteraction.values());
  }

  long count(End end) {
    return byInteraction.values().stream().filter(t -> t.end().equals(Optional.of(end))).count();
  }

  long open() {
    return byInteraction.values().stream().filter(t -> t.end().isEmpty()).count();
  }

  long held() {
    return byInteraction.values().stream()
        .filter(t -> t.end().isEmpty() && t.acceptedBy().isPresent())
        .count();
  }

  void heldTwice(String what) {
    doubleHolds.add(what);
  }

  List<String> doubleHolds() {
    return List.copyOf(doubleHolds);
  }
}
