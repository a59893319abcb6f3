package io.ixion.benchmark.drill.load;

import io.ixion.benchmark.drill.load.Caller.Operation;
import io.ixion.benchmark.drill.load.DrillLoad.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Interactions that nobody is offered and whose data is changed again and again, twice as many as
 * there are shards, so that nearly every part of the cluster is asked for a durable change all the
 * time. At most one change of each is under way.
 */
final class Probes {
  static final int NUMBER = 60;

  private final String run;
  private final long cycleMillis;
  private final Caller caller;
  private final List<String> interactions = new ArrayList<>();

  /** When the last change that was acknowledged was begun; absent while one is under way. */
  private final Map<Integer, Long> idleSince = new ConcurrentHashMap<>();

  private final Map<Integer, Long> changed = new ConcurrentHashMap<>();

  /**
   * @param cycleMillis how often each of them is changed
   */
  Probes(String run, long cycleMillis, Caller caller) {
    this.run = run;
    this.cycleMillis = cycleMillis;
    this.caller = caller;
  }

  void start() throws IOException {
    for (int i = 0; i < NUMBER; i++) {
      Operation submit =
          DrillLoad.submit("prober-" + i, run + "-probe-" + i, DrillLoad.body(0, 0, true));
      interactions.add(caller.call(submit).body().path("id").asText());
      idleSince.put(i, 0L);
    }
  }

  /** The next change of a probe, unless one is under way. */
  Optional<Step> next(int number) {
    return Optional.ofNullable(idleSince.remove(number)).map(idle -> () -> change(number));
  }

  private void change(int number) throws IOException {
    long now = System.nanoTime();
    String ixn = interactions.get(number);
    var operation =
        new Operation(
            "prober-" + number,
            "probe",
            ixn,
            run + "-probe-" + number + "-" + now,
            "",
            "",
            "PATCH",
            DrillLoad.PATH + "/" + ixn,
            "{\"data\":{\"at\":" + now + "}}");
    try {
      if (caller.call(operation).isSuccess()) changed.put(number, now);
    } finally {
      idleSince.put(number, now);
    }
  }

  /** Stops all of them. */
  List<Step> ends() {
    var ends = new ArrayList<Step>();
    for (int i = 0; i < interactions.size(); i++) {
      String ixn = interactions.get(i);
      var operation =
          new Operation(
              "prober-" + i,
              "stop",
              ixn,
              ixn + "-stop",
              "",
              "",
              "POST",
              DrillLoad.PATH + "/" + ixn + "/stop",
              "{\"reason\":\"drilled\"}");
      ends.add(() -> caller.call(operation));
    }
    return ends;
  }

  /** Whether every one was changed by a request that was begun after this. */
  boolean allSince(long nanos) {
    for (int i = 0; i < NUMBER; i++) if (changed.getOrDefault(i, 0L) <= nanos) return false;
    return true;
  }

  long cycleMillis() {
    return cycleMillis;
  }

  /** How many were not changed for two of their cycles, or two seconds. */
  long behind() {
    long now = System.nanoTime();
    return NUMBER
        - changed.values().stream()
            .filter(t -> now - t < TimeUnit.MILLISECONDS.toNanos(Math.max(2_000, 2 * cycleMillis)))
            .count();
  }
}
