package io.ixion.judge;

import io.ixion.judge.EndState.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * 3: in the end everything is stopped or has a named reason to live on, and no agent was free for
 * longer than a second beside an interaction that it could take.
 */
final class NothingStuck implements Rule {
  private static final Duration MATCHED_WITHIN = Duration.ofSeconds(1);

  @Override
  public Invariant invariant() {
    return Invariant.NOTHING_STUCK;
  }

  @Override
  public void examine(History history, Examination examination) {
    ended(history, examination);
    if (history.agents().filter(AgentsOverTime::isRecorded).isPresent())
      matched(history, history.agents().get(), examination);
    else examination.leaveOut("the one second: when which agent was ready");
  }

  private static void ended(History history, Examination examination) {
    Map<String, Reason> reasons = history.end().map(EndState::reasons).orElse(Map.of());
    for (InteractionLife life : history.lives()) {
      if (life.facts().isEmpty()) continue; // lost, which another invariant tells
      Standing end = life.end();
      Reason reason = reasons.get(life.id());
      boolean waits = reason != null && end == Standing.WAITING;
      boolean isHeld = reason == Reason.HELD && end == Standing.HELD;
      examination.expect(
          end == Standing.STOPPED || isHeld || (waits && reason != Reason.HELD),
          life.id(),
          () ->
              life.id() + " was left " + end.state() + (reason == null ? "" : ", said " + reason));
    }
  }

  private static void matched(History history, AgentsOverTime agents, Examination examination) {
    List<FreeTime> free = FreeTime.of(history, agents);
    Duration limit = MATCHED_WITHIN.plus(history.circumstances().simultaneous());
    for (Wait wait : Wait.all(history))
      for (FreeTime one : free) {
        if (!one.condition().canTake(wait.need())) continue;
        Span both = wait.span().common(one.span());
        if (wait.avoids().containsKey(one.condition().agent()))
          both = both.common(new Span(wait.avoids().get(one.condition().agent()), both.to()));
        if (!both.isLongerThan(limit)) examination.expect(true, wait.id(), () -> "");
        else if (isUnsettled(history, both)) examination.excuse();
        else overlooked(examination, wait, one, both);
      }
  }

  private static boolean isUnsettled(History history, Span both) {
    return history.circumstances().unsettled().stream().anyMatch(both::meets);
  }

  private static void overlooked(Examination examination, Wait wait, FreeTime free, Span both) {
    examination.expect(
        false,
        wait.id(),
        () ->
            wait.id()
                + " waited and "
                + free.condition().agent()
                + " was free for it from "
                + both.from()
                + " to "
                + both.to());
  }
}
