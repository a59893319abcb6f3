package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import io.ixion.judge.Testimony.Act;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 2: no two agents had an interaction at once, by the journal and by what they saw themselves; each
 * event is one that the state before allows, of the offer that is open, by one writer at a time.
 */
final class OneOwner implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.ONE_OWNER;
  }

  @Override
  public void examine(History history, Examination examination) {
    for (InteractionLife life : history.lives()) {
      legal(examination, life);
      offersInOrder(examination, life);
      oneWriter(examination, life);
    }
    if (history.lives().stream()
        .flatMap(life -> life.facts().stream())
        .anyMatch(fact -> fact.written().isEmpty())) examination.leaveOut("who wrote the events");
    if (history.clients().orElse(List.of()).stream().noneMatch(OneOwner::isOfAgent))
      examination.leaveOut("what agents were told and had");
    history
        .clients()
        .ifPresent(
            clients -> {
              oneAgentPerOffer(examination, clients);
              AgentsHolds.of(history, clients).apart(examination);
            });
  }

  private static boolean isOfAgent(Testimony testimony) {
    return testimony.act() == Act.OFFER || testimony.act() == Act.ACCEPT;
  }

  private static void legal(Examination examination, InteractionLife life) {
    Standing standing = Standing.NOWHERE;
    Fact offer = null;
    for (Fact fact : life.facts()) {
      Standing before = standing;
      examination.expect(
          before.allows(fact),
          life.id(),
          () -> life.id() + " was " + before.state() + " and then " + fact.kind());
      if (fact.is(Kind.OFFERED)) offer = fact;
      else if (fact.isOfOffer() && offer != null) ofThisOffer(examination, life, offer, fact);
      standing = before.after(fact);
    }
  }

  private static void ofThisOffer(
      Examination examination, InteractionLife life, Fact offer, Fact fact) {
    examination.expect(
        fact.offer() == offer.offer() && fact.agent().equals(offer.agent()),
        life.id(),
        () ->
            life.id()
                + " was offered to "
                + offer.agent()
                + " as "
                + offer.offer()
                + " and then "
                + fact.kind()
                + " by "
                + fact.agent()
                + " as "
                + fact.offer());
  }

  private static void offersInOrder(Examination examination, InteractionLife life) {
    String owner = "";
    int number = 0;
    for (Fact fact : life.facts()) {
      if (fact.is(Kind.OFFERED) && fact.offer() > 0) {
        int before = number;
        examination.expect(
            fact.offer() > before,
            life.id(),
            () -> life.id() + " was offered as " + fact.offer() + " after " + before);
        number = fact.offer();
      } else if (fact.is(Kind.ACCEPTED)) {
        String first = owner;
        examination.expect(
            first.isEmpty(),
            life.id(),
            () -> life.id() + " was accepted by " + fact.agent() + " while " + first + " had it");
        owner = fact.agent();
      } else if (fact.isReturn()) owner = "";
    }
  }

  /** One that was replaced never writes again. */
  private static void oneWriter(Examination examination, InteractionLife life) {
    Set<String> former = new HashSet<>();
    String writer = "";
    for (Fact fact : life.facts()) {
      String now = fact.written().map(Fact.Written::writer).orElse("");
      if (now.equals(writer)) continue;
      examination.expect(
          !former.contains(now),
          life.id(),
          () -> life.id() + ": event " + fact.sequence() + " is of a writer that was replaced");
      former.add(writer);
      writer = now;
    }
  }

  private static void oneAgentPerOffer(Examination examination, List<Testimony> clients) {
    Map<String, String> told = new HashMap<>();
    Map<String, String> accepted = new HashMap<>();
    for (Testimony testimony : clients) {
      if (testimony.is(Testimony.Kind.TOLD, Act.OFFER))
        same(examination, told, testimony, "was told to ");
      if (testimony.is(Testimony.Kind.ANSWERED, Act.ACCEPT))
        same(examination, accepted, testimony, "was accepted by ");
    }
  }

  private static void same(
      Examination examination, Map<String, String> known, Testimony testimony, String what) {
    String offer = testimony.offer() + " of " + testimony.interaction();
    String first = known.computeIfAbsent(offer, key -> testimony.agent());
    examination.expect(
        first.equals(testimony.agent()),
        testimony.interaction(),
        () -> "offer " + offer + " " + what + first + " and " + testimony.agent());
  }
}
