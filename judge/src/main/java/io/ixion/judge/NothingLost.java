package io.ixion.judge;

import io.ixion.judge.EndState.Shown;
import io.ixion.judge.Fact.Written;
import io.ixion.judge.Testimony.Act;
import io.ixion.judge.Testimony.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 1: what was acknowledged or told is in the journal, and was there before anybody heard of it. */
final class NothingLost implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.NOTHING_LOST;
  }

  @Override
  public void examine(History history, Examination examination) {
    if (history.clients().isEmpty()) {
      examination.leaveOut("what clients were answered and told");
      return;
    }
    Map<String, InteractionLife> lives = history.byId();
    List<Shown> shown = history.end().map(EndState::shown).orElse(List.of());
    boolean written = true;
    for (Testimony testimony : history.clients().get()) {
      List<Fact> life = facts(lives, testimony.interaction());
      if (testimony.kind() == Kind.ANSWERED) isThere(examination, testimony, life);
      if (testimony.is(Kind.ANSWERED, Act.SUBMIT)) isShown(examination, testimony, shown);
      written &= notBeforeDurable(history, examination, testimony, life);
    }
    if (!written) examination.leaveOut("whether it was durable before it was seen");
  }

  private static List<Fact> facts(Map<String, InteractionLife> lives, String id) {
    return lives.containsKey(id) ? lives.get(id).facts() : List.of();
  }

  private static Optional<Fact> caused(Testimony testimony, List<Fact> life) {
    return life.stream().filter(testimony::isCausedBy).findFirst();
  }

  private static void isThere(Examination examination, Testimony testimony, List<Fact> life) {
    String id = testimony.interaction();
    examination.expect(
        caused(testimony, life).isPresent(),
        id,
        () ->
            testimony
                + " was acknowledged to "
                + testimony.witness()
                + " and is not in the journal");
    examination.expect(
        life.size() >= testimony.revision(),
        id,
        () ->
            id
                + " was shown at revision "
                + testimony.revision()
                + " and has "
                + life.size()
                + " events");
  }

  private static void isShown(Examination examination, Testimony testimony, List<Shown> shown) {
    String id = testimony.interaction();
    for (Shown one : shown)
      if (one.tenant().equals(testimony.tenant()))
        examination.expect(
            one.views().containsKey(id),
            id,
            () -> id + " was acknowledged and " + one.who() + " does not know it");
  }

  /** Returns false when it cannot be known. */
  private static boolean notBeforeDurable(
      History history, Examination examination, Testimony testimony, List<Fact> life) {
    boolean answered = testimony.kind() == Kind.ANSWERED && testimony.act() != Act.CHANGE;
    boolean told = testimony.is(Kind.TOLD, Act.OFFER);
    if (!answered && !told) return true;
    Optional<Fact> cause = caused(testimony, life);
    if (told)
      examination.expect(
          cause.isPresent(),
          testimony.interaction(),
          () ->
              testimony.agent()
                  + " was told offer "
                  + testimony.offer()
                  + " of "
                  + testimony.interaction()
                  + ", which is not in the journal");
    if (cause.isEmpty()) return true;
    Optional<Written> written = cause.get().written();
    written.ifPresent(
        write ->
            examination.expect(
                !testimony.at().plus(history.circumstances().rounding()).isBefore(write.at()),
                testimony.interaction(),
                () -> testimony + " was seen at " + testimony.at() + ", written at " + write.at()));
    return written.isPresent();
  }
}
