package io.ixion.judge;

import io.ixion.judge.EndState.QueueCount;
import io.ixion.judge.EndState.Shown;
import io.ixion.judge.EndState.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** 6: journal, read side, owners, queues and agents agree in the end, and counts are conserved. */
final class Agreement implements Rule {
  private static final View NOTHING = new View("nothing", 0, Optional.empty());

  @Override
  public Invariant invariant() {
    return Invariant.AGREEMENT;
  }

  @Override
  public void examine(History history, Examination examination) {
    EndState end =
        history.end().orElse(new EndState(List.of(), Optional.empty(), Optional.empty(), Map.of()));
    if (end.shown().isEmpty()) examination.leaveOut("how owners and read side show interactions");
    for (Shown shown : end.shown()) shows(history, shown, examination);
    sameData(end.shown(), examination);
    if (end.shown().stream().flatMap(s -> s.views().values().stream()).allMatch(Agreement::isBare))
      examination.leaveOut("attached data");
    end.queues().ifPresent(queues -> counts(history, queues, examination));
    if (end.queues().isEmpty()) examination.leaveOut("what the queues count");
    end.holdings().ifPresent(holdings -> holdings(history, holdings, examination));
    if (end.holdings().isEmpty()) examination.leaveOut("what the agents say they have");
  }

  private static boolean isBare(View view) {
    return view.data().isEmpty();
  }

  private static void shows(History history, Shown shown, Examination examination) {
    Set<String> known = new HashSet<>();
    long stopped = 0;
    for (InteractionLife life : history.lives()) {
      if (life.facts().isEmpty() || !life.tenant().equals(shown.tenant())) continue;
      known.add(life.id());
      String state = life.end().state();
      if (life.end() == Standing.STOPPED) stopped++;
      int revision = life.facts().size();
      View view = shown.views().getOrDefault(life.id(), NOTHING);
      examination.expect(
          view.state().equals(state) && view.revision() == revision,
          life.id(),
          () ->
              "%s: the journal says %s at %d, %s says %s at %d"
                  .formatted(
                      life.id(), state, revision, shown.who(), view.state(), view.revision()));
    }
    for (String id : shown.views().keySet())
      examination.expect(
          known.contains(id),
          id,
          () -> shown.who() + " shows " + id + ", which the journal does not know");
    conserved(shown, known.size(), stopped, examination);
  }

  private static void conserved(Shown shown, int submitted, long stopped, Examination examination) {
    long shownStopped =
        shown.views().values().stream().filter(v -> v.state().equals("stopped")).count();
    examination.expect(
        shown.views().size() == submitted && shownStopped == stopped,
        shown.who(),
        () ->
            "%d were submitted and %d stopped; %s counts %d and %d"
                .formatted(submitted, stopped, shown.who(), shown.views().size(), shownStopped));
  }

  private static void sameData(List<Shown> all, Examination examination) {
    Map<String, String> data = new HashMap<>();
    for (Shown shown : all)
      shown
          .views()
          .forEach(
              (id, view) ->
                  view.data()
                      .ifPresent(
                          text ->
                              examination.expect(
                                  Objects.requireNonNullElse(data.putIfAbsent(id, text), text)
                                      .equals(text),
                                  id,
                                  () -> id + ": " + shown.who() + " shows other data")));
  }

  private static void counts(
      History history, Map<String, QueueCount> queues, Examination examination) {
    Map<String, Long> waiting = new HashMap<>();
    for (InteractionLife life : history.lives())
      if (life.end() == Standing.WAITING) waiting.merge(life.queue(), 1L, Long::sum);
    for (String queue : waiting.keySet())
      examination.expect(
          queues.containsKey(queue), queue, () -> "queue " + queue + " says nothing");
    queues.forEach(
        (queue, count) -> {
          long known = waiting.getOrDefault(queue, 0L);
          examination.expect(
              count.waiting() == known && count.inHandOff() == 0,
              queue,
              () ->
                  "queue %s says %d wait and %d are handed off; by the journal %d wait"
                      .formatted(queue, count.waiting(), count.inHandOff(), known));
        });
  }

  private static void holdings(
      History history, Map<String, Set<String>> said, Examination examination) {
    Map<String, Set<String>> known = new HashMap<>();
    for (InteractionLife life : history.lives())
      if (!life.holder().isEmpty())
        known.computeIfAbsent(life.holder(), agent -> new HashSet<>()).add(life.id());
    Set<String> agents = new HashSet<>(known.keySet());
    agents.addAll(said.keySet());
    for (String agent : agents) {
      Set<String> has = known.getOrDefault(agent, Set.of());
      Set<String> says = said.getOrDefault(agent, Set.of());
      examination.expect(
          has.equals(says), agent, () -> agent + " has " + has + " and says " + says);
    }
  }
}
