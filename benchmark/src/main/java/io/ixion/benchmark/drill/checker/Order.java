package io.ixion.benchmark.drill.checker;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for interactions that were offered while an equal one of an earlier rank waited beside
 * them. Only first offers count: one that came back avoids an agent for a while. From a fault until
 * a while after it has healed an interaction may be out of reach and is passed rather than waited
 * for, and before the load runs calmly hand-offs take their time: that is counted, but is no
 * violation.
 */
final class Order {
  /** A hand-off takes a moment, and hand-offs cross each other. */
  static final Duration UNCERTAIN = Duration.ofMillis(500);

  static final Duration SETTLE = Duration.ofSeconds(5);

  private final Evidence evidence;
  private final Evidence.Wall wall;

  private record Wait(
      String ixn, int priority, Instant from, Instant to, Instant since, boolean offered) {
    boolean ranksBefore(Wait other) {
      if (priority != other.priority) return priority > other.priority;
      return since.plus(UNCERTAIN).isBefore(other.since);
    }
  }

  private record Span(Instant from, Instant to) {}

  Order(Evidence evidence) {
    this.evidence = evidence;
    this.wall = evidence.wall();
  }

  /** S4. */
  Finding kept(Finding finding) {
    List<Span> faults = faults();
    for (List<Wait> waits : classes().values()) {
      waits.sort(Comparator.comparing(Wait::to));
      for (int i = 0; i < waits.size(); i++) judge(finding, waits, i, faults);
    }
    return finding;
  }

  private static void judge(Finding finding, List<Wait> waits, int index, List<Span> faults) {
    Wait taken = waits.get(index);
    if (!taken.offered()) return;
    for (Wait passed : waits.subList(index + 1, waits.size())) {
      boolean beside =
          passed.from().plus(UNCERTAIN).isBefore(taken.to())
              && passed.to().isAfter(taken.to().plus(UNCERTAIN));
      if (!beside || !passed.ranksBefore(taken)) continue;
      if (faults.stream().anyMatch(f -> meets(f, taken.to()))) finding.excuse();
      else
        finding.expect(
            false, () -> taken.ixn() + " was offered while " + passed.ixn() + " waited before it");
      return;
    }
    finding.expect(true, () -> "");
  }

  private static boolean meets(Span fault, Instant at) {
    return !at.isBefore(fault.from()) && !at.isAfter(fault.to());
  }

  private List<Span> faults() {
    var spans = new ArrayList<Span>();
    Instant from = null;
    for (Edge edge : evidence.history()) {
      if (edge.is(Kind.MARK, "calm"))
        spans.add(new Span(Instant.MIN, Instant.ofEpochMilli(wall.ms(edge.t()))));
      if (edge.is(Kind.MARK, "inject")) from = Instant.ofEpochMilli(wall.ms(edge.t()));
      if (!edge.is(Kind.MARK, "healed") || from == null) continue;
      spans.add(
          new Span(from.minus(UNCERTAIN), Instant.ofEpochMilli(wall.ms(edge.t())).plus(SETTLE)));
      from = null;
    }
    if (from != null) spans.add(new Span(from, Instant.MAX));
    return spans;
  }

  private Map<String, List<Wait>> classes() {
    var classes = new HashMap<String, List<Wait>>();
    for (List<Entry> life : evidence.lives().values()) {
      Entry submitted = life.get(0);
      if (!submitted.is("submitted") || submitted.event().path("isHeld").asBoolean()) continue;
      var event = submitted.event();
      String requirement =
          event.path("queue").asText() + " " + event.path("mediaType") + " " + event.path("skills");
      Instant at = submitted.at();
      for (Entry entry : life) {
        if (!entry.is("offered") && !entry.is("stopped")) continue;
        classes
            .computeIfAbsent(requirement, r -> new ArrayList<>())
            .add(
                new Wait(
                    submitted.ixn(),
                    event.path("priority").asInt(),
                    at,
                    entry.at(),
                    at,
                    entry.is("offered")));
        break;
      }
    }
    return classes;
  }
}
