package io.ixion.benchmark.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import io.ixion.judge.Invariant;
import io.ixion.judge.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Good histories pass; each kind of spoilt one is rejected for the right reason. */
class DrillJudgementTest {
  private final Story story = Story.of(6);

  private void isRejectedFor(Invariant... invariants) {
    assertThat(story.verdict().violated()).containsExactlyInAnyOrder(invariants);
  }

  private static String at(int ms) {
    return Instant.ofEpochMilli(Story.START_MS + ms).toString();
  }

  @Test
  void aGoodHistoryPasses() {
    Verdict verdict = story.verdict();

    assertThat(verdict.isPass()).as(verdict.toString()).isTrue();
    assertThat(verdict.notJudged()).isEqualTo(EnumSet.of(Invariant.APART, Invariant.BOUNDED));
  }

  @Test
  void aSubmitOfWhichNobodyKnowsMayBeThereOrNot() {
    Edge begun = Edge.invoke("client", "submit", "", "unknown", "", "", 1);
    story.add(begun, 1);
    story.add(begun.ended(Kind.INFO, "", 0, 0, "no answer"), 2);
    Edge known = story.edge(Kind.OK, "submit", "i2");
    story.history.set(
        story.history.indexOf(known), known.ended(Kind.INFO, "", 0, 0, "").at(known.t()));

    assertThat(story.verdict().isPass()).isTrue();
  }

  @Test
  void anAcknowledgedSubmitThatIsNotThereIsLost() {
    story.operation("submit", "i99", "", "", 20_000, 1);
    isRejectedFor(Invariant.NOTHING_LOST);
  }

  @Test
  void anAcknowledgedStopThatIsNotThereIsLost() {
    story.journal.remove(story.entry("i6", "stopped"));
    story.listed.put("i6", new Evidence.View("handling", 3, "work"));
    story.owned.put("i6", new Evidence.View("handling", 3, "work"));
    isRejectedFor(Invariant.NOTHING_LOST, Invariant.NOTHING_STUCK);
  }

  @Test
  void anAcceptAcknowledgedToTwoAgents() {
    story.operation("accept", "i3", "cleo", Story.offer("i3", 1), 6_250, 3);
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void anOfferToldToTwoAgents() {
    story.add(Edge.told("cleo", "offer", "i3", Story.offer("i3", 1), ""), 6_120);
    isRejectedFor(Invariant.ONE_OWNER, Invariant.NOTHING_LOST);
  }

  @Test
  void twoAgentsAtOnce() {
    JournalEntry accepted = story.entry("i3", "accepted");
    story.journal.removeIf(e -> e.ixn().equals("i3") && e.is("stopped"));
    int index = story.journal.indexOf(accepted);
    var again = accepted.event().deepCopy();
    ((ObjectNode) again).put("agent", "cleo");
    story.journal.add(
        index + 1, new JournalEntry("i3", 4, "writer-1", accepted.writtenMs() + 50, again));
    assertThat(story.verdict().violated()).contains(Invariant.ONE_OWNER);
  }

  @Test
  void anOfferNumberThatComesAgain() {
    story.journal.removeIf(e -> e.ixn().equals("i3") && !e.is("submitted") && !e.is("offered"));
    JournalEntry offered = story.entry("i3", "offered");
    var event = offered.event().deepCopy();
    story.journal.add(new JournalEntry("i3", 3, "writer-1", offered.writtenMs() + 50, event));
    assertThat(story.verdict().violated()).contains(Invariant.ONE_OWNER);
  }

  @Test
  void oneThatIsLeftBehind() {
    story.history.remove(story.edge(Kind.OK, "stop", "i6"));
    story.journal.remove(story.entry("i6", "stopped"));
    story.listed.put("i6", new Evidence.View("handling", 3, "work"));
    story.owned.put("i6", new Evidence.View("handling", 3, "work"));
    isRejectedFor(Invariant.NOTHING_STUCK);
  }

  @Test
  void anOrderViolation() {
    story.event("i5", "submitted").put("at", at(4_000 - 1_000)); // it waited before i2 came
    isRejectedFor(Invariant.ORDER);
  }

  @Test
  void aHigherPriorityThatIsPassed() {
    story.event("i2", "submitted").put("priority", 0);
    story.event("i3", "submitted").put("priority", 5).put("at", at(3_000));
    isRejectedFor(Invariant.ORDER);
  }

  @Test
  void twoOffersSwapped() {
    for (String ixn : new String[] {"i1", "i2"})
      story.event(ixn, "submitted").put("at", at(ixn.equals("i1") ? 100 : 1_000));
    assertThat(story.verdict().isPass()).isTrue();
    story.event("i2", "offered").put("at", at(2_100));
    story.event("i1", "offered").put("at", at(4_100));
    assertThat(story.verdict().violated()).contains(Invariant.ORDER);
  }

  @Test
  void duringAFaultOneOutOfReachMayBePassed() {
    story.event("i5", "submitted").put("at", at(3_000));
    story.history.add(1, Edge.mark("inject", "").at(3_000_000_000L));
    story.history.add(2, Edge.mark("healed", "").at(4_000_000_000L));

    Verdict verdict = story.verdict();
    assertThat(verdict.isPass()).isTrue();
    assertThat(verdict.of(Invariant.ORDER).excused()).isPositive();
  }

  @Test
  void aHiddenEvent() {
    story.journal.remove(story.entry("i3", "offered"));
    assertThat(story.verdict().violated())
        .contains(
            Invariant.AGREEMENT, Invariant.ONE_OWNER, Invariant.NOTHING_LOST, Invariant.ALL_TOLD)
        .doesNotContain(Invariant.ONCE);
  }

  @Test
  void aSequenceNumberUsedTwice() {
    JournalEntry offered = story.entry("i3", "offered");
    story.replace(
        offered, new JournalEntry("i3", 1, "writer-1", offered.writtenMs(), offered.event()));
    isRejectedFor(Invariant.ALL_TOLD);
  }

  @Test
  void aReadSideThatIsBehind() {
    story.listed.put("i3", new Evidence.View("handling", 3, "work"));
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void aReadSideThatMakesSomethingUp() {
    story.owned.put("i99", new Evidence.View("queued", 1, "work"));
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void oneKeyWithTwoInteractions() {
    Edge first = story.edge(Kind.OK, "submit", "i2");
    story.add(first.ended(Kind.OK, "i3", 201, 1, ""), 9_000);
    assertThat(story.verdict().violated()).containsExactly(Invariant.ONCE);
  }

  @Test
  void oneAttemptWithTwoEffects() {
    story.event("i3", "stopped").put("attempt", "i3-s");
    isRejectedFor(Invariant.ONCE);
  }

  @Test
  void aKeyThatIsTakenForAnotherRequest() {
    Edge misuse = Edge.invoke("client", "misuse", "i3", "key-submit-i3", "", "", 1);
    story.add(misuse, 20_000);
    story.add(misuse.ended(Kind.OK, "i3", 201, 1, ""), 20_010);
    isRejectedFor(Invariant.ONCE);
  }

  @Test
  void anAgentWithMoreThanItsCapacity() {
    story.event("i2", "stopped").put("at", at(9_000)); // ana has i4 from 8,200 on
    isRejectedFor(Invariant.CAPACITY);
  }

  @Test
  void aQueueThatCountsWhatIsNotThere() {
    story.waiting.put("work", 1L);
    isRejectedFor(Invariant.AGREEMENT);
  }

  @Test
  void aStepThatTheStateDoesNotAllow() {
    story.event("i3", "accepted").put("type", "rejected");
    story.history.removeIf(e -> e.op().equals("accept") && e.ixn().equals("i3"));
    story.history.removeIf(e -> e.op().equals("stop") && e.ixn().equals("i3"));
    story.event("i3", "stopped").put("type", "released");
    assertThat(story.verdict().violated()).contains(Invariant.ONE_OWNER);
  }

  @Test
  void anAcceptByAnotherThanWasOffered() {
    story.event("i3", "accepted").put("agent", "cleo");
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void somethingAfterTheEnd() {
    JournalEntry stopped = story.entry("i3", "stopped");
    var event = stopped.event().deepCopy();
    ((ObjectNode) event).put("attempt", "x").put("type", "data-changed");
    story.journal.add(new JournalEntry("i3", 5, "writer-1", stopped.writtenMs(), event));
    story.listed.put("i3", new Evidence.View("stopped", 5, "work"));
    story.owned.put("i3", new Evidence.View("stopped", 5, "work"));
    assertThat(story.verdict().violated()).contains(Invariant.ONE_OWNER);
  }

  @Test
  void anAnswerBeforeTheWrite() {
    JournalEntry submitted = story.entry("i3", "submitted");
    story.replace(
        submitted,
        new JournalEntry("i3", 1, "writer-1", submitted.writtenMs() + 500, submitted.event()));
    isRejectedFor(Invariant.NOTHING_LOST);
  }

  @Test
  void anOfferThatWasNeverWritten() {
    story.add(Edge.told("ben", "offer", "i3", Story.offer("i3", 7), ""), 6_150);
    isRejectedFor(Invariant.NOTHING_LOST);
  }

  @Test
  void aWriterThatComesBack() {
    JournalEntry offered = story.entry("i3", "offered");
    story.replace(
        offered, new JournalEntry("i3", 2, "writer-2", offered.writtenMs(), offered.event()));
    isRejectedFor(Invariant.ONE_OWNER);
  }

  @Test
  void aNewWriterThatStays() {
    for (String type : new String[] {"accepted", "stopped"}) {
      JournalEntry entry = story.entry("i3", type);
      story.replace(
          entry,
          new JournalEntry("i3", entry.sequence(), "writer-2", entry.writtenMs(), entry.event()));
    }
    assertThat(story.verdict().isPass()).isTrue();
  }
}
