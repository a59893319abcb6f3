package io.ixion.benchmark.replay;

import io.ixion.benchmark.replay.CallHistory.Event;
import io.ixion.benchmark.replay.CallRecord.Outcome;
import io.ixion.benchmark.replay.Progress.End;
import io.ixion.benchmark.replay.Progress.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of the calls of each type, beside what the recording says. */
final class Waits {
  static final String ALL = "all";

  /** Counts and waits in seconds of the day; waits are those of the served. */
  record Figures(int offered, int served, int abandoned, int left, double mean, double p90) {}

  /** Played and recorded. */
  record Row(Figures played, Figures recorded) {}

  private static final class Sum {
    int offered;
    int abandoned;
    int left;
    final List<Double> waits = new ArrayList<>();

    Figures figures() {
      waits.sort(null);
      double mean = waits.stream().mapToDouble(w -> w).average().orElse(0);
      double p90 = waits.isEmpty() ? 0 : waits.get((int) Math.ceil(waits.size() * 0.9) - 1);
      return new Figures(offered, waits.size(), abandoned, left, mean, p90);
    }
  }

  private Waits() {}

  static Map<String, Row> byType(List<Trace> traces, List<CallHistory> histories, double speed) {
    Map<String, CallHistory> byId = new HashMap<>();
    histories.forEach(h -> byId.put(h.id(), h));
    Map<String, Sum> played = new TreeMap<>();
    Map<String, Sum> recorded = new TreeMap<>();
    for (Trace trace : traces)
      for (String type : List.of(trace.call.recorded().type(), ALL)) {
        play(
            played.computeIfAbsent(type, t -> new Sum()),
            trace,
            byId.get(trace.interaction),
            speed);
        record(recorded.computeIfAbsent(type, t -> new Sum()), trace.call.recorded());
      }
    var rows = new TreeMap<String, Row>();
    played.forEach(
        (type, sum) -> rows.put(type, new Row(sum.figures(), recorded.get(type).figures())));
    return rows;
  }

  private static void play(Sum sum, Trace trace, CallHistory history, double speed) {
    sum.offered++;
    if (trace.end().equals(Optional.of(End.ABANDONED))) sum.abandoned++;
    if (trace.end().equals(Optional.of(End.LEFT))) sum.left++;
    if (trace.end().equals(Optional.of(End.SERVED)) && history != null)
      sum.waits.add(wait(history) * speed);
  }

  private static double wait(CallHistory history) {
    Event submitted = history.events().get(0);
    for (Event event : history.events())
      if (event.type().equals("accepted"))
        return Duration.between(submitted.at(), event.at()).toMillis() / 1e3;
    return 0;
  }

  private static void record(Sum sum, CallRecord call) {
    sum.offered++;
    if (call.outcome() == Outcome.HANG) sum.abandoned++;
    else sum.waits.add((double) call.waited());
  }
}
