package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** 5: no accept takes an agent above the rule in force at that instant. */
final class Capacity implements Rule {
  private record Holder(String agent, String medium) {}

  private record Change(Instant at, int by, String id) {}

  @Override
  public Invariant invariant() {
    return Invariant.CAPACITY;
  }

  @Override
  public void examine(History history, Examination examination) {
    if (history.agents().isEmpty()) {
      examination.leaveOut("how many interactions an agent may have");
      return;
    }
    AgentsOverTime agents = history.agents().get();
    changes(history, agents)
        .forEach((holder, changes) -> within(agents, holder, changes, examination));
  }

  private static Map<Holder, List<Change>> changes(History history, AgentsOverTime agents) {
    Map<Holder, List<Change>> changes = new HashMap<>();
    for (InteractionLife life : history.lives()) {
      String medium = agents.isRecorded() ? life.need().map(Need::medium).orElse("") : "";
      Holder holder = null;
      for (Fact fact : life.facts()) {
        if (holder != null && fact.isReturn()) {
          changes.get(holder).add(new Change(fact.at(), -1, life.id()));
          holder = null;
        }
        if (!fact.is(Kind.ACCEPTED)) continue;
        holder = new Holder(fact.agent(), medium);
        changes
            .computeIfAbsent(holder, h -> new ArrayList<>())
            .add(new Change(fact.at(), 1, life.id()));
      }
    }
    return changes;
  }

  private static void within(
      AgentsOverTime agents, Holder holder, List<Change> changes, Examination examination) {
    changes.sort(Comparator.comparing(Change::at).thenComparing(Change::by));
    int has = 0;
    for (Change change : changes) {
      has += change.by();
      if (change.by() < 0) continue;
      int now = has;
      int capacity = agents.capacity(holder.agent(), holder.medium(), change.at());
      examination.expect(
          now <= capacity,
          holder.agent(),
          () ->
              holder.agent()
                  + " had "
                  + now
                  + " at once when it got "
                  + change.id()
                  + "; its capacity was "
                  + capacity);
    }
  }
}
