package io.ixion.benchmark.drill.checker;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for interactions that two agents had at once: in what the agents saw themselves, and in the
 * journal.
 */
final class Owners {
  private final Evidence evidence;
  private final Evidence.Wall wall;
  private final Map<String, List<Entry>> lives;

  /** From when to when an agent can have been sure of an interaction, in wall milliseconds. */
  private record Hold(String agent, long from, long to) {}

  Owners(Evidence evidence) {
    this.evidence = evidence;
    this.wall = evidence.wall();
    this.lives = evidence.lives();
  }

  /** S2. */
  Finding exclusive(Finding finding) {
    oneAgentPerOffer(finding);
    holds().forEach((ixn, holds) -> apart(finding, ixn, holds));
    lives.forEach((ixn, life) -> inJournal(finding, ixn, life));
    return finding;
  }

  private void oneAgentPerOffer(Finding finding) {
    var told = new HashMap<String, String>();
    var accepted = new HashMap<String, String>();
    for (Edge edge : evidence.history()) {
      if (edge.is(Kind.TOLD, "offer")) same(finding, told, edge, "was told to ");
      if (edge.is(Kind.OK, "accept")) same(finding, accepted, edge, "was accepted by ");
    }
  }

  private static void same(Finding finding, Map<String, String> known, Edge edge, String what) {
    String first = known.computeIfAbsent(edge.offer(), offer -> edge.agent());
    finding.expect(
        first.equals(edge.agent()),
        () -> "offer " + edge.offer() + " " + what + first + " and " + edge.agent());
  }

  /**
   * A hold begins when the accept was acknowledged and ends when its agent asked to end it, or when
   * the journal took it away, whichever comes first: so slow answers raise no alarm.
   */
  private Map<String, List<Hold>> holds() {
    var holds = new HashMap<String, List<Hold>>();
    var stops = new HashMap<String, Long>();
    for (Edge edge : evidence.history())
      if (edge.is(Kind.INVOKE, "stop")) stops.putIfAbsent(edge.ixn(), edge.t());
    for (Edge edge : evidence.history()) {
      if (!edge.is(Kind.OK, "accept")) continue;
      long from = wall.ms(edge.t());
      long to = stops.containsKey(edge.ixn()) ? wall.ms(stops.get(edge.ixn())) : Long.MAX_VALUE;
      to = Math.min(to, returned(edge));
      if (from < to)
        holds
            .computeIfAbsent(edge.ixn(), ixn -> new ArrayList<>())
            .add(new Hold(edge.agent(), from, to));
    }
    return holds;
  }

  private long returned(Edge accept) {
    boolean accepted = false;
    for (Entry entry : lives.getOrDefault(accept.ixn(), List.of())) {
      if (entry.is("accepted") && accept.offer().endsWith("_" + entry.number())) accepted = true;
      else if (accepted && entry.isReturn()) return entry.at().toEpochMilli();
    }
    return Long.MAX_VALUE;
  }

  private static void apart(Finding finding, String ixn, List<Hold> holds) {
    holds.sort(Comparator.comparingLong(Hold::from));
    for (int i = 1; i < holds.size(); i++) {
      Hold before = holds.get(i - 1);
      Hold after = holds.get(i);
      finding.expect(
          before.agent().equals(after.agent()) || before.to() <= after.from(),
          () -> ixn + " was held by " + before.agent() + " and " + after.agent() + " at once");
    }
  }

  private static void inJournal(Finding finding, String ixn, List<Entry> life) {
    String owner = "";
    int number = 0;
    for (Entry entry : life) {
      if (entry.is("offered")) {
        int before = number;
        finding.expect(
            entry.number() > before,
            () -> ixn + " was offered as " + entry.number() + " after " + before);
        number = entry.number();
      } else if (entry.is("accepted")) {
        String first = owner;
        finding.expect(
            first.isEmpty(),
            () -> ixn + " was accepted by " + entry.agent() + " while " + first + " had it");
        owner = entry.agent();
      } else if (entry.isReturn()) owner = "";
    }
  }
}
