package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A time in which an interaction waited in a queue and was not held.
 *
 * @param agent to whom it was offered then; empty when it was not
 * @param isFirst whether it was never offered or placed anew before
 * @param avoids until when it avoids which agents
 */
record Wait(
    String id, Need need, Span span, String agent, boolean isFirst, Map<String, Instant> avoids) {
  static List<Wait> all(History history) {
    Instant end = lastInstant(history);
    var waits = new ArrayList<Wait>();
    for (InteractionLife life : history.lives())
      life.need().ifPresent(need -> waits.addAll(of(life, need, end)));
    return waits;
  }

  private static List<Wait> of(InteractionLife life, Need need, Instant end) {
    var waits = new ArrayList<Wait>();
    Map<String, Instant> avoids = new HashMap<>();
    Standing standing = Standing.NOWHERE;
    Instant since = null;
    boolean first = true;
    for (Fact fact : life.facts()) {
      fact.avoidUntil().ifPresent(until -> avoids.put(fact.agent(), until));
      Standing next = standing.after(fact);
      boolean placed = fact.is(Kind.PLACED_IN_QUEUE);
      if (standing == Standing.WAITING && (next != Standing.WAITING || placed)) {
        String agent = next == Standing.OFFERED ? fact.agent() : "";
        waits.add(
            new Wait(
                life.id(), need, new Span(since, fact.at()), agent, first, Map.copyOf(avoids)));
        first &= next != Standing.OFFERED && !placed;
      }
      if (next == Standing.WAITING && (standing != Standing.WAITING || placed)) since = fact.at();
      standing = next;
    }
    if (standing == Standing.WAITING)
      waits.add(new Wait(life.id(), need, new Span(since, end), "", first, Map.copyOf(avoids)));
    return waits;
  }

  /** The last instant that the history tells of. */
  static Instant lastInstant(History history) {
    Stream<Instant> facts =
        history.lives().stream().flatMap(life -> life.facts().stream()).map(Fact::at);
    Stream<Instant> agents =
        history.agents().stream().flatMap(a -> a.conditions().stream()).map(AgentCondition::from);
    Stream<Instant> clients = history.clients().stream().flatMap(List::stream).map(Testimony::at);
    return Stream.of(facts, agents, clients)
        .flatMap(s -> s)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }
}
