package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A time in which an agent was ready for a medium and had less than its capacity of it. */
record FreeTime(AgentCondition condition, Span span) {
  /** From when to when an agent had an interaction or was offered it. */
  private record Busy(String agent, String medium, Span span) {}

  /** Of every agent and medium, until the last instant that the history tells of. */
  static List<FreeTime> of(History history, AgentsOverTime agents) {
    List<Busy> busy = busy(history);
    var free = new ArrayList<FreeTime>();
    Instant end = Wait.lastInstant(history);
    agents
        .byAgent()
        .forEach(
            (agent, conditions) -> {
              for (int i = 0; i < conditions.size(); i++) {
                AgentCondition now = conditions.get(i);
                Instant to = i + 1 < conditions.size() ? conditions.get(i + 1).from() : end;
                for (String medium : now.ready())
                  free.addAll(within(now, medium, new Span(now.from(), to), busy));
              }
            });
    return free;
  }

  private static List<FreeTime> within(
      AgentCondition condition, String medium, Span span, List<Busy> busy) {
    List<Span> mine =
        busy.stream()
            .filter(b -> b.agent().equals(condition.agent()) && b.medium().equals(medium))
            .map(Busy::span)
            .filter(span::meets)
            .toList();
    var instants = new TreeSet<>(List.of(span.from(), span.to()));
    for (Span each : mine) {
      if (span.contains(each.from())) instants.add(each.from());
      if (span.contains(each.to())) instants.add(each.to());
    }
    var free = new ArrayList<FreeTime>();
    // of one medium only, so that a condition is asked for what is free
    var only =
        new AgentCondition(
            condition.agent(),
            condition.from(),
            condition.skills(),
            Set.of(medium),
            condition.capacity());
    Instant since = null;
    for (Instant at : instants) {
      long has = mine.stream().filter(b -> !b.from().isAfter(at) && at.isBefore(b.to())).count();
      boolean isFree = has < condition.capacity().getOrDefault(medium, 0);
      if (isFree && since == null) since = at;
      if (since != null && (!isFree || at.equals(span.to()))) {
        free.add(new FreeTime(only, new Span(since, at)));
        since = null;
      }
    }
    return free;
  }

  private static List<Busy> busy(History history) {
    var busy = new ArrayList<Busy>();
    for (InteractionLife life : history.lives()) {
      String medium = life.need().map(Need::medium).orElse("");
      Fact offer = null;
      for (Fact fact : life.facts()) {
        if (offer != null && fact.isReturn()) {
          busy.add(new Busy(offer.agent(), medium, new Span(offer.at(), fact.at())));
          offer = null;
        }
        if (fact.is(Kind.OFFERED)) offer = fact;
      }
      if (offer != null)
        busy.add(new Busy(offer.agent(), medium, new Span(offer.at(), Instant.MAX)));
    }
    busy.sort(Comparator.comparing(b -> b.span().from()));
    return busy;
  }
}
