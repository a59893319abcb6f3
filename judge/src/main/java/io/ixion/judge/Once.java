package io.ixion.judge;

import io.ixion.judge.Testimony.Act;
import io.ixion.judge.Testimony.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 7: a request repeated with its key or attempt has one effect. */
final class Once implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.ONCE;
  }

  @Override
  public void examine(History history, Examination examination) {
    boolean attempts = false;
    Set<String> ids = new HashSet<>();
    for (InteractionLife life : history.lives()) {
      attempts |= attemptsOnce(life, examination);
      examination.expect(
          ids.add(life.id()), life.id(), () -> life.id() + " stands for two submits");
    }
    if (!attempts) examination.leaveOut("the attempts that the journal names");
    if (history.clients().isEmpty()) examination.leaveOut("the keys of clients");
    history.clients().ifPresent(clients -> keysOnce(clients, examination));
  }

  private static boolean attemptsOnce(InteractionLife life, Examination examination) {
    Set<String> attempts = new HashSet<>();
    for (Fact fact : life.facts())
      if (!fact.attempt().isEmpty())
        examination.expect(
            attempts.add(fact.attempt()),
            life.id(),
            () -> "attempt " + fact.attempt() + " of " + life.id() + " had two effects");
    return !attempts.isEmpty();
  }

  private static void keysOnce(List<Testimony> clients, Examination examination) {
    Map<String, String> made = new HashMap<>();
    for (Testimony one : clients) {
      if (one.is(Kind.ANSWERED, Act.MISUSE))
        examination.expect(
            false, one.key(), () -> "key " + one.key() + " was taken for two requests");
      if (!one.is(Kind.ANSWERED, Act.SUBMIT)) continue;
      String first = made.computeIfAbsent(one.key(), key -> one.interaction());
      examination.expect(
          first.equals(one.interaction()),
          one.key(),
          () -> "key " + one.key() + " made " + first + " and " + one.interaction());
    }
    Set<String> ids = new HashSet<>();
    made.forEach(
        (key, id) -> examination.expect(ids.add(id), id, () -> id + " stands for two submits"));
  }
}
