package io.ixion.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.judge.Circumstances.Measure;
import io.ixion.judge.EndState.QueueCount;
import io.ixion.judge.EndState.Reason;
import io.ixion.judge.Fact.Kind;
import io.ixion.judge.Testimony.Act;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A good history passes; each kind of spoilt one is rejected for the right reason. */
class JudgeTest {
  private final Story story = Story.of(6);

  private void isRejectedFor(Invariant... invariants) {
    Verdict verdict = story.verdict();
    assertThat(verdict.violated()).as(verdict.toString()).containsExactlyInAnyOrder(invariants);
  }

  @Test
  void theNumbersAreThoseOfTheDesign() {
    assertThat(Invariant.NOTHING_LOST).hasToString("1 nothing lost");
    assertThat(Invariant.AGREEMENT.number()).isEqualTo(6);
    assertThat(Invariant.BOUNDED.number()).isEqualTo(10);
  }

  @Test
  void aGoodHistoryPassesByEveryInvariant() {
    Verdict verdict = story.verdict();

    assertThat(verdict.isPass()).as(verdict.toString()).isTrue();
    assertThat(verdict.notJudged()).isEmpty();
  }

  @Test
  void whatIsNotKnownIsNotJudgedAndSaysSo() {
    Verdict verdict =
        Judge.judge(
            new History(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Circumstances.EXACT));

    assertThat(verdict.notJudged()).isEqualTo(EnumSet.allOf(Invariant.class));
    assertThat(verdict.of(Invariant.NOTHING_LOST).leftOut()).isNotEmpty();
    assertThat(verdict.of(Invariant.CAPACITY).result()).isEqualTo("not judged");
  }

  @Test
  void whatSomebodySawIsAViolation() {
    var seen = new Finding(Invariant.APART, "bolt", "bolt waited for acme");
    var circumstances =
        new Circumstances(
            Circumstances.EXACT.simultaneous(),
            Circumstances.EXACT.rounding(),
            List.of(),
            List.of(),
            List.of(seen));
    var history =
        new History(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), circumstances);

    assertThat(Judge.judge(history).of(Invariant.APART).findings()).containsExactly(seen);
  }

  @Test
  void anEventThatTheJudgeDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> Kind.of("entered")).hasMessageContaining("entered");
  }

  @Test
  void anAcknowledgedSubmitThatIsNotThere() {
    story.says(Testimony.Kind.ANSWERED, Act.SUBMIT, "i99", "", 20_000);
    isRejectedFor(Invariant.NOTHING_LOST);
  }

  @Test
  void anAnswerBeforeItWasWritten() {
    story.change("i3", 0, fact -> fact.writtenBy("writer", Story.at(6_500)));
    isRejectedFor(Invariant.NOTHING_LOST);
  }

  @Test
  void anOfferThatWasNeverWritten() {
    story.says(Testimony.Kind.TOLD, Act.OFFER, "i3", "ann", 6_150);
    story.change("i3", 1, fact -> fact.withOffer(2, "ann"));
    story.change("i3", 2, fact -> fact.withOffer(2, "ann"));
    isRejectedFor(Invariant.NOTHING_LOST);
  }

  @Test
  void anOfferAcceptedByTwo() {
    story.says(Testimony.Kind.ANSWERED, Act.ACCEPT, "i3", "cleo", 6_250);
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void anAcceptByAnotherThanWasOffered() {
    story.change("i3", 2, fact -> fact.withOffer(1, "ben"));
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void somethingAfterTheEnd() {
    story.add("i3", Kind.DATA_CHANGED, 9_000, fact -> fact.withAttempt("x"));
    story.shows("i3", "stopped", 5);
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void anOfferOfOneThatIsHeld() {
    story.change("i3", 0, fact -> fact.inQueue("work", true));
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void aWriterThatComesBack() {
    story.change("i3", 1, fact -> fact.writtenBy("other", fact.at()));
    isRejectedFor(Invariant.ONE_OWNER);
  }

  private void waits(String id, String tenant, int ms, int priority) {
    story.tenants.put(id, tenant);
    story.submitted(id, tenant, ms, priority);
    story.shows(id, "queued", 1);
    story.queues.merge(
        "work", new QueueCount(1, 0), (a, b) -> new QueueCount(a.waiting() + b.waiting(), 0));
  }

  @Test
  void oneThatIsLeftBehindOrLivesOnForAReason() {
    story.condition("ann", 12_800, Set.of(), 1);
    waits("left", "acme", 12_900, 0);
    isRejectedFor(Invariant.NOTHING_STUCK);

    story.reasons.put("left", Reason.NOBODY_ELIGIBLE);
    isRejectedFor();

    story.reasons.put("left", Reason.HELD);
    isRejectedFor(Invariant.NOTHING_STUCK);
  }

  @Test
  void oneThatIsHeldMayBeLeft() {
    waits("held", "acme", 12_900, 0);
    story.change("held", 0, fact -> fact.inQueue("work", true));
    story.queues.put("work", new QueueCount(0, 0));
    story.reasons.put("held", Reason.HELD);
    isRejectedFor();
  }

  @Test
  void aPairThatIsNotMatchedWithinASecond() {
    waits("slow", "acme", 500, 0);
    story.reasons.put("slow", Reason.UNCLAIMED);
    assertThat(story.verdict().violated()).contains(Invariant.NOTHING_STUCK);

    story.unsettled.add(new Span(Story.at(0), Story.at(60_000)));
    isRejectedFor();
    assertThat(story.verdict().of(Invariant.NOTHING_STUCK).excused()).isPositive();
  }

  @Test
  void anAgentThatIsAvoidedBusyOrUnskilledIsNoPair() {
    story.agents.removeIf(condition -> condition.agent().equals("ann"));
    story.condition("ann", 0, Set.of(), 1);
    waits("alone", "acme", 500, 0);
    story.reasons.put("alone", Reason.NOBODY_ELIGIBLE);
    assertThat(story.verdict().violated()).doesNotContain(Invariant.NOTHING_STUCK);
  }

  @Test
  void oneOfHigherPriorityThatIsPassed() {
    waits("urgent", "acme", 5_500, 5);
    story.add("urgent", Kind.STOPPED, 6_400, fact -> fact.withAttempt("x"));
    story.shows("urgent", "stopped", 2);
    story.queues.put("work", new QueueCount(0, 0));
    isRejectedFor(Invariant.ORDER);
  }

  @Test
  void anOlderOneOfAnotherLineThatIsPassed() {
    story.change("i4", 0, fact -> fact.needing(new Need("l", "chat", Map.of(), 0, fact.at())));
    story.change("i4", 3, fact -> fact.withAttempt("late"));
    waits("older", "bolt", 7_500, 0);
    story.add("older", Kind.STOPPED, 8_400, fact -> fact.withAttempt("x"));
    story.shows("older", "stopped", 2);
    story.queues.put("work", new QueueCount(0, 0));
    isRejectedFor(Invariant.ORDER);
  }

  @Test
  void anAcceptAboveTheRuleInForce() {
    story.condition("ann", 5_000, Set.of("chat"), 0);
    isRejectedFor(Invariant.CAPACITY);
  }

  @Test
  void whatWasHeldWhenARuleWasLoweredStays() {
    story.condition("ann", 10_500, Set.of("chat"), 0);
    isRejectedFor();
  }

  @Test
  void moreThanEverybodyMayHave() {
    var lives =
        story.facts.entrySet().stream()
            .map(life -> new InteractionLife("acme", life.getKey(), life.getValue()))
            .toList();
    var history =
        new History(
            lives,
            Optional.empty(),
            Optional.of(new AgentsOverTime(List.of(), OptionalInt.of(0))),
            Optional.empty(),
            Circumstances.EXACT);
    assertThat(Judge.judge(history).of(Invariant.CAPACITY).findings()).hasSize(6);
  }

  @Test
  void aViewThatLags() {
    story.shows("i3", "handling", 3);
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void aViewOfSomethingThatIsNotThere() {
    story.shown.get("acme").put("i99", story.shown.get("acme").get("i3"));
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void aQueueThatCountsWhatIsNotThereOrIsStillHandingOff() {
    story.queues.put("work", new QueueCount(1, 0));
    isRejectedFor(Invariant.AGREEMENT);
    story.queues.put("work", new QueueCount(0, 1));
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void anAgentThatSaysItHasWhatItHasNot() {
    story.holdings.put("ann", Set.of("i3"));
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void oneKeyWithTwoEffects() {
    Testimony first =
        story.clients.stream().filter(one -> one.act() == Act.SUBMIT).findFirst().orElseThrow();
    story.clients.add(
        new Testimony(
            Story.at(20_000),
            "acme",
            "client",
            first.kind(),
            Act.SUBMIT,
            "i3",
            first.key(),
            "",
            0,
            0));
    isRejectedFor(Invariant.ONCE);
  }

  @Test
  void oneAttemptWithTwoEffects() {
    story.change("i3", 3, fact -> fact.withAttempt("i3-submit"));
    isRejectedFor(Invariant.ONCE);
  }

  @Test
  void aKeyThatIsTakenForAnotherRequest() {
    story.says(Testimony.Kind.ANSWERED, Act.MISUSE, "i3", "", 20_000);
    isRejectedFor(Invariant.ONCE);
  }

  @Test
  void aTenantThatIsToldOfAnother() {
    story.clients.add(
        new Testimony(
            Story.at(20_000),
            "bolt",
            "client",
            Testimony.Kind.TOLD,
            Act.OTHER,
            "i3",
            "",
            "",
            0,
            0));
    isRejectedFor(Invariant.APART);
  }

  @Test
  void anEventTwiceOrNotAtAll() {
    Fact offered = story.facts.get("i3").get(1);
    story
        .facts
        .get("i3")
        .set(
            1,
            Fact.of(1, Kind.OFFERED, offered.at())
                .withOffer(1, "ann")
                .writtenBy("writer", offered.at()));
    isRejectedFor(Invariant.ALL_TOLD);

    story.facts.get("i3").remove(1);
    assertThat(story.verdict().violated()).contains(Invariant.ALL_TOLD);
  }

  @Test
  void moreThanItsLimit() {
    story.measures.add(new Measure("waiting lines in memory", 11, 10));
    isRejectedFor(Invariant.BOUNDED);
  }
}
