package io.ixion.engine.queue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Requirement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private static final Instant T0 = Instant.parse("2026-01-01T08:00:00Z");
  private static final AgentId ANN = new AgentId("ann");
  private static final Requirement CHAT = new Requirement(new MediaType("chat"), Skills.NONE);

  private final WaitingLine line = new WaitingLine(3, 100);

  @Test
  void theRouterHearsOfTheFrontOnlyAndTheRestIsCounted() {
    waiting(1, 2, 3);
    assertThat(line.waits(candidate(4, 1), 1)).isEqualTo(RouterUpdate.NOTHING);
    assertThat(fronts()).containsExactly(1, 2, 3);
    assertThat(line.waitingCount()).isEqualTo(4);
  }

  @Test
  void whoSortsBeforeTheEndOfAFullFrontPushesTheLastOneOut() {
    waiting(2, 3, 4);
    RouterUpdate telling = line.waits(candidate(1, 1), 1);
    assertThat(telling).isEqualTo(new RouterUpdate(List.of(candidate(1, 1)), List.of(id(4))));
    assertThat(fronts()).containsExactly(1, 2, 3);
    assertThat(line.waitingCount()).isEqualTo(4);
  }

  @Test
  void newsThatIsNoNewerChangesNothing() {
    line.waits(candidate(1, 1), 1);
    line.isOffered(candidate(1, 1), 2);
    assertThat(line.waits(candidate(1, 1), 1)).isEqualTo(RouterUpdate.NOTHING);
    assertThat(line.waits(candidate(1, 2), 3).waiting()).containsExactly(candidate(1, 2));
    line.isGone(candidate(1, 2), 4);
    assertThat(line.isOffered(candidate(1, 1), 2)).isEqualTo(RouterUpdate.NOTHING);
    assertThat(line.waits(candidate(1, 2), 3)).isEqualTo(RouterUpdate.NOTHING);
    assertThat(line.waitingCount() + line.handingOffCount()).isZero();
  }

  @Test
  void onlyWhatWaitsAtThisPlacementIsTaken() {
    line.waits(candidate(1, 2), 3);
    assertThat(line.take(match(1, 1))).isEmpty();
    assertThat(line.take(match(2, 1))).isEmpty();
    assertThat(line.take(match(1, 2))).contains(candidate(1, 2));
    assertThat(line.take(match(1, 2))).isEmpty();
    assertThat(line.isHandingOff(id(1))).isTrue();
  }

  @Test
  void aHandOffThatCameToNothingWaitsAgainButNotForTheSameAgent() {
    line.waits(candidate(1, 1), 1);
    line.take(match(1, 1));
    RouterUpdate telling = line.putBack(match(1, 1), T0.plusSeconds(1));
    assertThat(telling.waiting()).hasSize(1);
    assertThat(telling.waiting().get(0).avoids(ANN, T0)).isTrue();
    assertThat(telling.waiting().get(0).avoids(ANN, T0.plusSeconds(1))).isFalse();
    assertThat(line.putBack(match(1, 1), T0)).isEqualTo(RouterUpdate.NOTHING);
    assertThat(line.waitingCount()).isEqualTo(1);
  }

  @Test
  void anOfferEndsTheHandOffSoThatNothingIsPutBack() {
    line.waits(candidate(1, 1), 1);
    line.take(match(1, 1));
    line.isOffered(candidate(1, 1), 2);
    assertThat(line.putBack(match(1, 1), T0)).isEqualTo(RouterUpdate.NOTHING);
    line.drop(match(1, 1));
    assertThat(line.isHandingOff(id(1))).isTrue();
    line.waits(candidate(1, 2), 3);
    assertThat(line.putBack(match(1, 1), T0)).isEqualTo(RouterUpdate.NOTHING);
    assertThat(fronts()).containsExactly(1);
  }

  @Test
  void aHandOffUnderWayIsKnownByItsAgentUntilItsOfferEnds() {
    line.waits(candidate(1, 1), 1);
    line.take(match(1, 1));
    var toBob = new Match(match(1, 1).queue(), id(1), 1, new AgentId("bob"));
    assertThat(line.isHandingOff(match(1, 1))).isTrue();
    assertThat(line.isHandingOff(toBob)).isFalse();
    line.isOffered(candidate(1, 1), 2);
    assertThat(line.isHandingOff(match(1, 1))).isTrue();
    assertThat(line.isHandingOff(toBob)).isFalse();
    line.isOffered(candidate(1, 2), 5);
    assertThat(line.isHandingOff(match(1, 2))).as("nobody told to whom").isFalse();
    assertThat(line.isHandingOff(id(1))).isTrue();
  }

  @Test
  void aDroppedOneComesBackWithItsNextNews() {
    line.waits(candidate(1, 1), 1);
    line.take(match(1, 1));
    line.drop(match(1, 1));
    assertThat(line.waitingCount() + line.handingOffCount()).isZero();
    line.waits(candidate(1, 1), 3);
    assertThat(fronts()).containsExactly(1);
  }

  @Test
  void whatIsBeyondIsCountedOutWhenItLeaves() {
    waiting(1, 2, 3, 4, 5);
    line.isGone(candidate(5, 1), 2);
    assertThat(line.waitingCount()).isEqualTo(4);
    line.isOffered(candidate(4, 1), 2);
    assertThat(line.waitingCount()).isEqualTo(3);
    assertThat(line.handingOffCount()).isEqualTo(1);
  }

  @Test
  void anEmptiedFrontIsRefilledInOrder() {
    waiting(1, 2, 3, 4, 5);
    for (int i = 1; i <= 3; i++) line.isGone(candidate(i, 1), 2);
    assertThat(line.thirsty()).containsExactly(CHAT.key());
    line.waits(candidate(6, 1), 1); // before the table is read it must not overtake 4 and 5
    assertThat(fronts()).isEmpty();
    line.refilled(CHAT.key(), entries(4, 5, 6));
    assertThat(fronts()).containsExactly(4, 5, 6);
    assertThat(line.waitingCount()).isEqualTo(3);
    assertThat(line.thirsty()).isEmpty();
  }

  @Test
  void whoCameWhileTheTableWasReadIsNotOvertakenByARefill() {
    var wide = new WaitingLine(4, 100);
    for (int i : new int[] {1, 2, 3, 4, 6, 7, 8}) wide.waits(candidate(i, 1), 1);
    for (int i = 1; i <= 3; i++) wide.isGone(candidate(i, 1), 2);
    assertThat(wide.thirsty()).containsExactly(CHAT.key());
    wide.waits(candidate(5, 1), 1); // returned to the queue, or of a higher priority than 6
    RouterUpdate telling = wide.refilled(CHAT.key(), entries(6, 7, 8));
    assertThat(telling.waiting()).extracting(Candidate::id).containsExactly(id(5), id(6), id(7));
    assertThat(wide.front()).hasSize(4);
    assertThat(wide.waitingCount()).isEqualTo(5);
  }

  @Test
  void aRefillTakesInNothingThatHasLeftMeanwhile() {
    waiting(1, 2, 3, 4, 5, 6);
    for (int i = 1; i <= 3; i++) line.isGone(candidate(i, 1), 2);
    line.isGone(candidate(4, 1), 2);
    line.isOffered(candidate(5, 1), 2);
    line.refilled(CHAT.key(), entries(4, 5, 6));
    assertThat(fronts()).containsExactly(6);
    assertThat(line.waitingCount()).isEqualTo(1);
  }

  @Test
  void aCompleteTableCorrectsWhatLostNewsBroke() {
    waiting(1, 2);
    long since = line.tick();
    line.waits(candidate(9, 1), 1); // newer than the table
    line.corrected(inTable(2), entries(2, 3), 3, since);
    assertThat(fronts()).containsExactly(2, 3, 9);
    assertThat(line.waitingCount()).isEqualTo(3);
  }

  @Test
  void aTableThatShowsOnlyTheFrontLeavesTheRestToItsCount() {
    line.corrected(inTable(10), entries(1, 2, 3), 3, line.tick());
    assertThat(fronts()).containsExactly(1, 2, 3);
    assertThat(line.waitingCount()).isEqualTo(10);
  }

  private static Backlog.WaitingClass inTable(long waiting) {
    return new Backlog.WaitingClass(CHAT.key(), waiting, 0);
  }

  /** A2: what was accepted has left; that it is stopped is no second leaving. */
  @Test
  void whatHasLeftDoesNotLeaveASecondTime() {
    waiting(1, 2, 3, 4, 5);
    line.take(match(1, 1));
    line.isOffered(candidate(1, 1), 2, true);
    line.isGone(candidate(1, 1), 3, false);
    assertThat(line.waitingCount()).isEqualTo(4);
    line.isGone(candidate(1, 1), 4, false);
    assertThat(line.waitingCount()).isEqualTo(4);
  }

  /** A2, the other way: what waits beyond the front and changes is counted once. */
  @Test
  void whatIsPlacedAnewBeyondTheFrontIsCountedOnce() {
    waiting(1, 2, 3, 4, 5);
    line.waits(candidate(5, 1), 2, true);
    line.waits(candidate(5, 2), 3, true);
    assertThat(line.waitingCount()).isEqualTo(5);
  }

  /** A3: classes that nobody takes must not keep another one from the router. */
  @Test
  void aFullMemoryLeavesAPlaceToEachClass() {
    var full = new WaitingLine(2, 2);
    full.waits(candidate(1, 1), 1);
    full.waits(candidate(2, 1), 1);
    Candidate other =
        new Candidate(
            id(3),
            candidate(3, 1).queue(),
            1,
            new Requirement(new MediaType("email"), Skills.NONE),
            0,
            T0,
            Map.of());
    RouterUpdate update = full.waits(other, 1);
    assertThat(update.waiting()).containsExactly(other);
    assertThat(update.gone()).hasSize(1);
    assertThat(full.front()).hasSize(2);
    assertThat(full.waitingCount()).isEqualTo(3);
  }

  /** A5: one lost and one spurious make the same count, but not the same digest. */
  @Test
  void aDigestTellsWhatACountHides() {
    waiting(1);
    var other = new WaitingLine(3, 100);
    other.waits(candidate(2, 1), 1);
    assertThat(other.count(CHAT.key())).isEqualTo(line.count(CHAT.key()));
    assertThat(other.digest(CHAT.key())).isNotEqualTo(line.digest(CHAT.key()));
  }

  /** A9: all that waits is told in its order. */
  @Test
  void theFrontIsSorted() {
    waiting(3, 1, 2);
    assertThat(line.front()).isSortedAccordingTo(Candidate.ORDER);
  }

  @Test
  void anOfferThatTheTableDoesNotShowHasEnded() {
    line.isOffered(candidate(1, 1), 2);
    line.isOffered(candidate(2, 1), 2);
    long since = line.tick();
    line.isOffered(candidate(3, 1), 2);
    line.correctedOffers(List.of(new Backlog.Entry(candidate(2, 1), 2)), since);
    assertThat(line.isHandingOff(id(1))).isFalse();
    assertThat(line.isHandingOff(id(2))).isTrue();
    assertThat(line.isHandingOff(id(3))).isTrue();
  }

  @Test
  void allClassesTogetherNeverTakeMoreMemoryThanAllowed() {
    var small = new WaitingLine(3, 2);
    for (int i = 1; i <= 4; i++) small.waits(candidate(i, 1), 1);
    assertThat(small.front()).hasSize(2);
    assertThat(small.waitingCount()).isEqualTo(4);
    assertThat(small.room(CHAT.key())).isZero();
  }

  @Test
  void theOldestOneIsTheOneThatWaitsLongest() {
    assertThat(line.oldest()).isEmpty();
    waiting(5, 2, 3);
    assertThat(line.oldest()).contains(T0.plusSeconds(2));
  }

  private void waiting(int... numbers) {
    for (int number : numbers) line.waits(candidate(number, 1), 1);
  }

  private List<Integer> fronts() {
    return line.front().stream()
        .sorted(Candidate.ORDER)
        .map(c -> (int) (c.waitingSince().getEpochSecond() - T0.getEpochSecond()))
        .toList();
  }

  private static List<Backlog.Entry> entries(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> new Backlog.Entry(candidate(n, 1), 1)).toList();
  }

  private static Match match(int number, int placement) {
    return new Match(new QueueId("inbound"), id(number), placement, ANN);
  }

  private static InteractionId id(int number) {
    return InteractionId.of(new UUID(0, number));
  }

  /** The number is also the order: so many seconds after the first one. */
  private static Candidate candidate(int number, int placement) {
    return new Candidate(
        id(number), new QueueId("inbound"), placement, CHAT, 0, T0.plusSeconds(number), Map.of());
  }
}
