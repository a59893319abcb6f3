package io.ixion.engine.routing.domain;

import static io.ixion.engine.routing.domain.RoutingFixtures.CHAT;
import static io.ixion.engine.routing.domain.RoutingFixtures.EMAIL;
import static io.ixion.engine.routing.domain.RoutingFixtures.INBOUND;
import static io.ixion.engine.routing.domain.RoutingFixtures.agent;
import static io.ixion.engine.routing.domain.RoutingFixtures.asking;
import static io.ixion.engine.routing.domain.RoutingFixtures.at;
import static io.ixion.engine.routing.domain.RoutingFixtures.available;
import static io.ixion.engine.routing.domain.RoutingFixtures.candidate;
import static io.ixion.engine.routing.domain.RoutingFixtures.id;
import static io.ixion.engine.routing.domain.RoutingFixtures.ready;
import static io.ixion.engine.routing.domain.RoutingFixtures.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatcherTest {
  private static final Instant NOW = at(100);
  private final Matcher matcher = new Matcher(Duration.ofSeconds(5), 0);

  private static Match match(int number, String agent) {
    return match(number, 1, agent);
  }

  private static Match match(int number, int placement, String agent) {
    return new Match(INBOUND, id(number), placement, agent(agent));
  }

  @Test
  void anArrivingInteractionFindsAReadyAgent() {
    assertThat(matcher.put(ready("ann", 1, 0), NOW)).isEmpty();
    assertThat(matcher.add(candidate(1, 0, 0), NOW)).containsExactly(match(1, "ann"));
  }

  @Test
  void aFreedAgentTakesTheHighestPriorityThenTheOldestThenTheSmallestId() {
    matcher.add(candidate(4, 0, 1), NOW);
    matcher.add(candidate(3, 0, 2), NOW);
    matcher.add(candidate(2, 5, 9), NOW);
    matcher.add(candidate(1, 0, 2), NOW);
    assertThat(matcher.put(available("ann", 1, Map.of(), Map.of(CHAT, 4), Map.of(), 0), NOW))
        .containsExactly(match(2, "ann"), match(4, "ann"), match(1, "ann"), match(3, "ann"));
  }

  @Test
  void theBestIsTakenAcrossClasses() {
    matcher.add(candidate(1, 1, CHAT, Map.of("german", 1), 3, 0, Map.of()), NOW);
    matcher.add(candidate(2, 1, CHAT, Map.of("billing", 1), 4, 9, Map.of()), NOW);
    matcher.add(candidate(3, 1, CHAT, Map.of("french", 1), 9, 0, Map.of()), NOW);
    assertThat(matcher.put(skilled("ann", Map.of("german", 5, "billing", 5)), NOW))
        .containsExactly(match(2, "ann"));
  }

  @Test
  void theLongestIdleAgentGoesFirst() {
    matcher.put(ready("ann", 1, 20), NOW);
    matcher.put(ready("bob", 1, 10), NOW);
    assertThat(matcher.add(candidate(1, 0, 0), NOW)).containsExactly(match(1, "bob"));
    assertThat(matcher.add(candidate(2, 0, 0), NOW)).containsExactly(match(2, "ann"));
    assertThat(matcher.add(candidate(3, 0, 0), NOW)).isEmpty();
  }

  @Test
  void severalNewsTogetherLookForAgentsInTheirOrderNotInTheirList() {
    matcher.put(ready("ann", 1, 0), NOW);
    assertThat(
            matcher.tell(
                INBOUND, false, List.of(candidate(1, 0, 0), candidate(2, 9, 0)), List.of(), NOW))
        .containsExactly(match(2, "ann"));
  }

  @Test
  void anOldVersionOfACandidateInTheSameTellingDoesNotLendItsRank() {
    matcher.put(ready("ann", 1, 0), NOW);
    var outdated = candidate(1, 1, CHAT, Map.of(), 9, 0, Map.of());
    var current = candidate(1, 2, CHAT, Map.of(), 0, 0, Map.of());
    assertThat(
            matcher.tell(
                INBOUND, false, List.of(outdated, current, candidate(2, 5, 0)), List.of(), NOW))
        .containsExactly(match(2, "ann"));
  }

  @Test
  void everyRequiredSkillNeedsItsMinimumLevel() {
    matcher.put(skilled("low", Map.of("german", 2, "billing", 9)), NOW);
    matcher.put(skilled("half", Map.of("german", 9)), NOW);
    assertThat(matcher.add(asking(1, Map.of("german", 3, "billing", 1)), NOW)).isEmpty();
    assertThat(matcher.put(skilled("ok", Map.of("german", 3, "billing", 1)), NOW))
        .containsExactly(match(1, "ok"));
  }

  @Test
  void anAgentWhoLearnsASkillIsOfferedWhatNeedsIt() {
    matcher.put(ready("ann", 1, 0), NOW);
    assertThat(matcher.add(asking(1, Map.of("german", 3)), NOW)).isEmpty();
    assertThat(
            matcher.put(
                available("ann", 2, Map.of("german", 3), Map.of(CHAT, 1), Map.of(), 0), NOW))
        .containsExactly(match(1, "ann"));
  }

  @Test
  void eachMediumHasItsOwnCapacity() {
    matcher.put(available("ann", 1, Map.of(), Map.of(CHAT, 2, EMAIL, 1), Map.of(90, CHAT), 0), NOW);
    assertThat(matcher.add(candidate(1, 0, 0), NOW)).hasSize(1);
    assertThat(matcher.add(candidate(2, 0, 0), NOW)).isEmpty();
    assertThat(matcher.add(candidate(3, 1, EMAIL, Map.of(), 0, 0, Map.of()), NOW)).hasSize(1);
    assertThat(matcher.add(candidate(4, 1, EMAIL, Map.of(), 0, 0, Map.of()), NOW)).isEmpty();
  }

  @Test
  void aProposalThatTheAgentAlreadyNamesCountsOnce() {
    matcher.put(available("ann", 1, Map.of(), Map.of(CHAT, 2), Map.of(), 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.put(available("ann", 2, Map.of(), Map.of(CHAT, 2), Map.of(1, CHAT), 0), NOW);
    assertThat(matcher.add(candidate(2, 0, 0), NOW)).containsExactly(match(2, "ann"));
    assertThat(matcher.add(candidate(3, 0, 0), NOW)).isEmpty();
  }

  @Test
  void aFailedProposalFreesTheAgentForTheNext() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.add(candidate(2, 0, 0), NOW);
    assertThat(matcher.settle(match(1, "ann"), false, NOW)).containsExactly(match(2, "ann"));
  }

  @Test
  void aTakenProposalCountsUntilTheAgentHasToldItsLoad() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.add(candidate(2, 0, 0), NOW);
    assertThat(matcher.settle(match(1, "ann"), true, NOW)).isEmpty();
    matcher.put(available("ann", 2, Map.of(), Map.of(CHAT, 1), Map.of(1, CHAT), 0), NOW);
    assertThat(matcher.put(ready("ann", 3, 5), NOW)).containsExactly(match(2, "ann"));
  }

  @Test
  void aTakenProposalThatIsOverBeforeItIsSettledFreesTheAgentAtOnce() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.add(candidate(2, 0, 0), NOW);
    matcher.put(available("ann", 2, Map.of(), Map.of(CHAT, 1), Map.of(1, CHAT), 0), NOW);
    assertThat(matcher.put(ready("ann", 3, 5), NOW)).isEmpty();
    assertThat(matcher.settle(match(1, "ann"), true, NOW)).containsExactly(match(2, "ann"));
  }

  @Test
  void anAvoidedAgentIsPassedOverUntilTheAvoidanceEnds() {
    matcher.add(
        candidate(1, 2, CHAT, Map.of(), 9, 0, Map.of(agent("ann"), NOW.plusSeconds(30))), NOW);
    matcher.add(candidate(2, 0, 0), NOW);
    assertThat(matcher.put(available("ann", 1, Map.of(), Map.of(CHAT, 2), Map.of(), 0), NOW))
        .containsExactly(match(2, "ann"));
    assertThat(matcher.nextRetry()).contains(NOW.plusSeconds(30));
    assertThat(matcher.retry(NOW.plusSeconds(29))).isEmpty();
    assertThat(matcher.retry(NOW.plusSeconds(30))).containsExactly(match(1, 2, "ann"));
    assertThat(matcher.nextRetry()).isEmpty();
  }

  @Test
  void whoseAvoidanceHasEndedIsNotOvertakenBeforeItIsRetried() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(
        candidate(1, 1, CHAT, Map.of(), 5, 0, Map.of(agent("ann"), NOW.plusSeconds(30))), NOW);

    assertThat(matcher.add(candidate(2, 1, 0), NOW.plusSeconds(31)))
        .extracting(Match::interaction)
        .containsExactly(id(1));
  }

  @Test
  void anAvoidedAgentDoesNotKeepTheInteractionFromAnother() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.put(ready("bob", 1, 9), NOW);
    assertThat(
            matcher.add(
                candidate(1, 2, CHAT, Map.of(), 9, 0, Map.of(agent("ann"), NOW.plusSeconds(30))),
                NOW))
        .containsExactly(match(1, 2, "bob"));
    assertThat(matcher.nextRetry()).isEmpty();
  }

  @Test
  void aWholeRetellingRemovesWhatItDoesNotNameAndLeavesOtherQueuesAlone() {
    var other = new QueueId("other");
    var elsewhere = candidate(3, 0, 3);
    matcher.add(candidate(1, 0, 1), NOW);
    matcher.add(candidate(2, 0, 2), NOW);
    matcher.add(
        new Candidate(
            elsewhere.id(),
            other,
            1,
            elsewhere.requirement(),
            0,
            elsewhere.waitingSince(),
            Map.of()),
        NOW);
    matcher.tell(INBOUND, true, List.of(candidate(2, 0, 2)), List.of(), NOW);
    assertThat(matcher.put(available("ann", 1, Map.of(), Map.of(CHAT, 5), Map.of(), 0), NOW))
        .containsExactly(match(2, "ann"), new Match(other, id(3), 1, agent("ann")));
  }

  @Test
  void aDuplicateIsHarmlessAndALowerPlacementIsIgnored() {
    matcher.add(candidate(1, 3, CHAT, Map.of(), 0, 0, Map.of()), NOW);
    matcher.add(candidate(1, 3, CHAT, Map.of(), 0, 0, Map.of()), NOW);
    matcher.add(candidate(1, 2, CHAT, Map.of(), 9, 0, Map.of()), NOW);
    assertThat(matcher.put(available("ann", 1, Map.of(), Map.of(CHAT, 5), Map.of(), 0), NOW))
        .containsExactly(match(1, 3, "ann"));
  }

  @Test
  void aHigherPlacementReplacesTheOlder() {
    matcher.add(candidate(1, 1, CHAT, Map.of("german", 1), 0, 0, Map.of()), NOW);
    matcher.add(candidate(1, 2, CHAT, Map.of(), 0, 0, Map.of()), NOW);
    assertThat(matcher.sizes().lines()).isEqualTo(1);
    assertThat(matcher.put(ready("ann", 1, 0), NOW)).containsExactly(match(1, 2, "ann"));
  }

  @Test
  void whatIsProposedIsNotProposedToASecondAgentWhenToldAgain() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.put(ready("bob", 1, 1), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    assertThat(matcher.add(candidate(1, 0, 0), NOW)).isEmpty();
    assertThat(matcher.tell(INBOUND, true, List.of(candidate(1, 0, 0)), List.of(), NOW)).isEmpty();
  }

  @Test
  void whatWasToldAgainWhileProposedWaitsAgainWhenTheProposalFails() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.put(ready("bob", 1, 1), NOW);
    var avoiding = candidate(1, 1, CHAT, Map.of(), 0, 0, Map.of(agent("ann"), NOW.plusSeconds(30)));
    matcher.add(avoiding, NOW);
    assertThat(matcher.settle(match(1, "ann"), false, NOW)).containsExactly(match(1, "bob"));
  }

  @Test
  void aHigherPlacementEndsTheProposalOfTheOlder() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    assertThat(matcher.add(candidate(1, 2, CHAT, Map.of(), 0, 0, Map.of()), NOW))
        .containsExactly(match(1, 2, "ann"));
    assertThat(matcher.settle(match(1, 1, "ann"), false, NOW)).isEmpty();
    assertThat(matcher.sizes().proposals()).isEqualTo(1);
  }

  @Test
  void lateAndUnknownNewsAreIgnored() {
    matcher.remove(INBOUND, id(1));
    matcher.settle(match(1, "ann"), false, NOW);
    matcher.put(available("ann", 5, Map.of(), Map.of(), Map.of(), 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    assertThat(matcher.put(ready("ann", 4, 0), NOW)).isEmpty();
    assertThat(matcher.settle(match(1, "ann"), false, NOW)).isEmpty();
  }

  @Test
  void aQueueCannotRemoveWhatMeanwhileWaitsInAnother() {
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.remove(new QueueId("old"), id(1));
    assertThat(matcher.put(ready("ann", 1, 0), NOW)).containsExactly(match(1, "ann"));
  }

  @Test
  void aProposalThatNobodySettlesExpiresAndFreesTheAgent() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.add(candidate(2, 0, 0), NOW);
    assertThat(matcher.expireProposals(NOW.plusSeconds(4)).dropped()).isEmpty();
    var expired = matcher.expireProposals(NOW.plusSeconds(5));
    assertThat(expired.dropped()).containsExactly(match(1, "ann"));
    assertThat(expired.matches()).containsExactly(match(2, "ann"));
    assertThat(matcher.settle(match(1, "ann"), false, NOW)).isEmpty();
  }

  @Test
  void anUnsettledProposalIsToBeMadeAgainAfterEachPauseUntilItHasEnded() {
    Duration pause = Duration.ofSeconds(1);
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.put(ready("bob", 1, 0), NOW);
    matcher.add(candidate(1, 0, 0), NOW);
    matcher.add(candidate(2, 0, 0), NOW.plusMillis(500));
    assertThat(matcher.unanswered(pause, NOW.plusMillis(999))).isEmpty();
    assertThat(matcher.unanswered(pause, NOW.plusMillis(1_000))).containsExactly(match(1, "ann"));
    assertThat(matcher.unanswered(pause, NOW.plusMillis(1_500))).containsExactly(match(2, "bob"));
    assertThat(matcher.unanswered(pause, NOW.plusMillis(2_500)))
        .containsExactly(match(1, "ann"), match(2, "bob"));
    matcher.settle(match(1, "ann"), true, NOW);
    assertThat(matcher.unanswered(pause, NOW.plusMillis(4_000))).containsExactly(match(2, "bob"));
    assertThat(matcher.expireProposals(NOW.plusMillis(5_499)).dropped()).isEmpty();
    assertThat(matcher.expireProposals(NOW.plusMillis(5_500)).dropped())
        .containsExactly(match(2, "bob"));
    assertThat(matcher.unanswered(pause, NOW.plusSeconds(9))).isEmpty();
  }

  @Test
  void anAgentWhoIsNotReadyIsOfferedNothing() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.put(available("ann", 2, Map.of(), Map.of(), Map.of(), 0), NOW);
    assertThat(matcher.add(candidate(1, 0, 0), NOW)).isEmpty();
  }

  @Test
  void aSilentAgentIsNamedAndCanBeForgotten() {
    matcher.put(ready("ann", 1, 0), NOW);
    matcher.put(ready("bob", 1, 0), NOW);
    matcher.put(ready("bob", 1, 0), NOW.plusSeconds(20));
    assertThat(matcher.silentSince(NOW.plusSeconds(10))).containsExactly(agent("ann"));
    matcher.forget(agent("ann"));
    assertThat(matcher.sizes().agents()).isEqualTo(1);
    assertThat(matcher.add(candidate(1, 0, 0), NOW)).containsExactly(match(1, "bob"));
  }

  @Test
  void emptyClassesAndUnusedProfilesAreKeptUpToTheirLimitOnly() {
    var keeping = new Matcher(Duration.ofSeconds(5), 10);
    for (int i = 1; i <= 10_000; i++) {
      keeping.add(asking(i, Map.of("skill-" + i, 1)), NOW);
      keeping.remove(INBOUND, id(i));
      keeping.put(available("ann", i, Map.of("skill-" + i, 1), Map.of(CHAT, 1), Map.of(), 0), NOW);
    }
    assertThat(keeping.sizes().lines()).isEqualTo(10);
    assertThat(keeping.sizes().profiles()).isEqualTo(11);
    assertThat(keeping.nextRetry()).isEqualTo(Optional.empty());
  }
}
