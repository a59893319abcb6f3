package io.ixion.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 4: nobody is offered while another waits beside it that the same agent may be given and that
 * ranks before it: of higher priority, or older. Only first offers count: one that came back avoids
 * an agent for a while. Where nobody recorded the agents, only interactions of one line are
 * compared.
 */
final class Order implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.ORDER;
  }

  @Override
  public void examine(History history, Examination examination) {
    Optional<AgentsOverTime> agents = history.agents().filter(AgentsOverTime::isRecorded);
    if (agents.isEmpty()) examination.leaveOut("among lines: which agents could take which");
    Optional<List<FreeTime>> free = agents.map(all -> FreeTime.of(history, all));
    Map<String, List<Wait>> compared = new HashMap<>();
    for (Wait wait : Wait.all(history))
      if (wait.isFirst())
        compared
            .computeIfAbsent(
                agents.isPresent() ? "" : wait.need().line(), line -> new ArrayList<>())
            .add(wait);
    for (List<Wait> waits : compared.values()) {
      waits.sort(Comparator.comparing(wait -> wait.span().to()));
      for (int i = 0; i < waits.size(); i++)
        if (!waits.get(i).agent().isEmpty())
          offered(history, free, waits.get(i), waits.subList(i + 1, waits.size()), examination);
    }
  }

  private static void offered(
      History history,
      Optional<List<FreeTime>> free,
      Wait taken,
      List<Wait> others,
      Examination examination) {
    Duration simultaneous = history.circumstances().simultaneous();
    Instant at = taken.span().to();
    for (Wait passed : others) {
      if (!isBeside(passed, at, simultaneous) || !ranksBefore(passed, taken, simultaneous))
        continue;
      if (free.isPresent() && !couldTake(free.get(), taken, passed, simultaneous)) continue;
      if (history.circumstances().unsettled().stream().anyMatch(span -> span.contains(at)))
        examination.excuse();
      else
        examination.expect(
            false,
            taken.id(),
            () -> taken.id() + " was offered while " + passed.id() + " waited before it");
      return;
    }
    examination.expect(true, taken.id(), () -> "");
  }

  /**
   * Whether the agent had room for it for more than a moment: before, and after where it is not the
   * taken one that took it.
   */
  private static boolean couldTake(
      List<FreeTime> free, Wait taken, Wait passed, Duration simultaneous) {
    Instant at = taken.span().to();
    boolean sameMedium = taken.need().medium().equals(passed.need().medium());
    Instant until = sameMedium ? at : at.plus(simultaneous);
    return free.stream()
        .anyMatch(
            one ->
                one.condition().agent().equals(taken.agent())
                    && one.condition().canTake(passed.need())
                    && !one.span().from().plus(simultaneous).isAfter(at)
                    && !one.span().to().isBefore(until));
  }

  private static boolean isBeside(Wait passed, Instant at, Duration simultaneous) {
    return passed.span().from().plus(simultaneous).isBefore(at)
        && passed.span().to().isAfter(at.plus(simultaneous));
  }

  private static boolean ranksBefore(Wait passed, Wait taken, Duration simultaneous) {
    Need one = passed.need();
    Need other = taken.need();
    if (one.priority() != other.priority()) return one.priority() > other.priority();
    return one.since().plus(simultaneous).isBefore(other.since());
  }
}
