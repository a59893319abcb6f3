package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import io.ixion.judge.Testimony.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From when to when agents could be sure to have an interaction: from the acknowledged accept until
 * its agent asked to end it, or the journal took it away, whichever came first; so slow answers
 * raise no alarm.
 */
final class AgentsHolds {
  private final Map<String, List<Hold>> byInteraction = new HashMap<>();

  private record Hold(String agent, Instant from, Instant to) {}

  private AgentsHolds() {}

  static AgentsHolds of(History history, List<Testimony> clients) {
    var holds = new AgentsHolds();
    Map<String, InteractionLife> lives = history.byId();
    Map<String, Instant> stops = new HashMap<>();
    for (Testimony one : clients)
      if (one.is(Testimony.Kind.ASKED, Act.STOP)) stops.putIfAbsent(one.interaction(), one.at());
    for (Testimony one : clients) {
      if (!one.is(Testimony.Kind.ANSWERED, Act.ACCEPT)) continue;
      Instant asked = stops.getOrDefault(one.interaction(), Instant.MAX);
      Instant returned = returned(one, lives.get(one.interaction()));
      Instant to = asked.isBefore(returned) ? asked : returned;
      if (one.at().isBefore(to))
        holds
            .byInteraction
            .computeIfAbsent(one.interaction(), id -> new ArrayList<>())
            .add(new Hold(one.agent(), one.at(), to));
    }
    return holds;
  }

  private static Instant returned(Testimony accept, InteractionLife life) {
    boolean accepted = false;
    for (Fact fact : life == null ? List.<Fact>of() : life.facts()) {
      if (fact.is(Kind.ACCEPTED) && accept.offer() == fact.offer()) accepted = true;
      else if (accepted && fact.isReturn()) return fact.at();
    }
    return Instant.MAX;
  }

  void apart(Examination examination) {
    byInteraction.forEach(
        (id, holds) -> {
          holds.sort(Comparator.comparing(Hold::from));
          for (int i = 1; i < holds.size(); i++) {
            Hold before = holds.get(i - 1);
            Hold after = holds.get(i);
            examination.expect(
                before.agent().equals(after.agent()) || !before.to().isAfter(after.from()),
                id,
                () -> id + " was held by " + before.agent() + " and " + after.agent() + " at once");
          }
        });
  }
}
