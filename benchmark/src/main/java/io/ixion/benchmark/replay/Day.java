package io.ixion.benchmark.replay;

import io.ixion.benchmark.replay.CallRecord.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is played of a recorded day: who calls when, with which patience, and which agents work
 * when.
 *
 * @param calls by arrival; phantoms are left out
 * @param shifts who works when, and for which types
 */
record Day(List<Call> calls, List<Shift> shifts) {
  /** A longer pause between two served calls of an agent ends its span: it was not at work. */
  static final int LONGEST_PAUSE = 30 * 60;

  /**
   * One caller.
   *
   * @param patience seconds it waits before it hangs up; a caller who was served waits for ever, as
   *     its recorded wait only says that it had at least that much patience
   * @param handling seconds of work
   */
  record Call(CallRecord recorded, int patience, int handling) {
    static final int FOR_EVER = Integer.MAX_VALUE;
  }

  /** One span of work of one agent. */
  record Shift(String agent, Set<String> types, int from, int to) {}

  static Day of(List<CallRecord> records) {
    var calls = new ArrayList<Call>();
    Map<String, List<Integer>> handlings = new HashMap<>();
    for (CallRecord r : records)
      if (r.outcome() == Outcome.AGENT)
        handlings.computeIfAbsent(r.type(), t -> new ArrayList<>()).add(r.service());
    for (CallRecord r : records)
      if (r.outcome() != Outcome.PHANTOM)
        calls.add(
            new Call(
                r,
                r.outcome() == Outcome.HANG ? r.waited() : Call.FOR_EVER,
                r.outcome() == Outcome.AGENT ? r.service() : drawn(r, handlings)));
    calls.sort(
        Comparator.comparingInt((Call c) -> c.recorded().queuedAt())
            .thenComparingInt(c -> c.recorded().line()));
    return new Day(List.copyOf(calls), shifts(records));
  }

  /**
   * Who hung up in reality has no handling time: it gets one of its type, always the same for its
   * line.
   */
  private static int drawn(CallRecord record, Map<String, List<Integer>> handlings) {
    List<Integer> ofType = handlings.getOrDefault(record.type(), List.of(60));
    return ofType.get(new Random(record.line()).nextInt(ofType.size()));
  }

  private static List<Shift> shifts(List<CallRecord> records) {
    Map<String, List<CallRecord>> byAgent = new TreeMap<>();
    for (CallRecord r : records)
      if (r.outcome() == Outcome.AGENT)
        r.server().ifPresent(s -> byAgent.computeIfAbsent(s, a -> new ArrayList<>()).add(r));
    var shifts = new ArrayList<Shift>();
    byAgent.forEach((agent, served) -> shifts.addAll(spans(agent, served)));
    return List.copyOf(shifts);
  }

  private static List<Shift> spans(String agent, List<CallRecord> served) {
    var types = new TreeSet<String>();
    served.forEach(r -> types.add(r.type()));
    served.sort(Comparator.comparingInt(CallRecord::serviceStart));
    var spans = new ArrayList<Shift>();
    int from = served.get(0).serviceStart();
    int to = from;
    for (CallRecord r : served) {
      if (r.serviceStart() - to > LONGEST_PAUSE) {
        spans.add(new Shift(agent, types, from, to));
        from = r.serviceStart();
      }
      to = Math.max(to, r.serviceStart() + r.service());
    }
    spans.add(new Shift(agent, types, from, to));
    return spans;
  }

  int start() {
    int firstShift = shifts.stream().mapToInt(Shift::from).min().orElse(Integer.MAX_VALUE);
    return Math.min(calls.get(0).recorded().queuedAt(), firstShift);
  }

  int end() {
    int lastShift = shifts.stream().mapToInt(Shift::to).max().orElse(0);
    return Math.max(calls.get(calls.size() - 1).recorded().queuedAt(), lastShift);
  }

  Set<String> agents() {
    var names = new TreeSet<String>();
    shifts.forEach(s -> names.add(s.agent()));
    return names;
  }
}
