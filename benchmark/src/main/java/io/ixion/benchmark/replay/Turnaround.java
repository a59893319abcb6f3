package io.ixion.benchmark.replay;

import io.ixion.benchmark.replay.CallHistory.Event;
import io.ixion.benchmark.replay.CallRecord.Outcome;
import io.ixion.benchmark.replay.Progress.End;
import io.ixion.benchmark.replay.Progress.Trace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a served call cost its agent beyond the handling that was recorded, by the journal's
 * instants; this is what a fast clock makes of the node's own time.
 *
 * @param acceptMillis mean real milliseconds from offered to accepted
 * @param finishMillis mean real milliseconds from accepted to stopped beyond the handling
 * @param share of both in the mean handling time
 * @param servedInstead callers who hung up in reality and were served here
 */
record Turnaround(double acceptMillis, double finishMillis, double share, int servedInstead) {
  static Turnaround of(List<Trace> traces, List<CallHistory> histories, double speed) {
    Map<String, CallHistory> byId = new HashMap<>();
    histories.forEach(h -> byId.put(h.id(), h));
    double accept = 0;
    double finish = 0;
    double handling = 0;
    int served = 0;
    int instead = 0;
    for (Trace trace : traces) {
      if (!trace.end().equals(Optional.of(End.SERVED))) continue;
      if (trace.call.recorded().outcome() == Outcome.HANG) instead++;
      CallHistory history = byId.get(trace.interaction);
      if (history == null) continue;
      Optional<Event> offered = last(history, "offered");
      Optional<Event> accepted = last(history, "accepted");
      Optional<Event> stopped = last(history, "stopped");
      if (offered.isEmpty() || accepted.isEmpty() || stopped.isEmpty()) continue;
      double work = trace.call.handling() * 1e3 / speed;
      served++;
      handling += work;
      accept += millis(offered.get(), accepted.get());
      finish += millis(accepted.get(), stopped.get()) - work;
    }
    if (served == 0) return new Turnaround(0, 0, 0, instead);
    double share = handling == 0 ? 0 : (accept + finish) / handling;
    return new Turnaround(accept / served, finish / served, share, instead);
  }

  private static Optional<Event> last(CallHistory history, String type) {
    return history.events().stream().filter(e -> e.type().equals(type)).reduce((a, b) -> b);
  }

  private static double millis(Event from, Event to) {
    return Duration.between(from.at(), to.at()).toNanos() / 1e6;
  }
}
