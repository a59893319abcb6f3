package io.ixion.engine.routing.domain;

import static io.ixion.engine.routing.domain.RoutingFixtures.CHAT;
import static io.ixion.engine.routing.domain.RoutingFixtures.INBOUND;
import static io.ixion.engine.routing.domain.RoutingFixtures.T0;
import static io.ixion.engine.routing.domain.RoutingFixtures.agent;
import static io.ixion.engine.routing.domain.RoutingFixtures.available;
import static io.ixion.engine.routing.domain.RoutingFixtures.candidate;
import static io.ixion.engine.routing.domain.RoutingFixtures.id;
import static io.ixion.engine.routing.domain.RoutingFixtures.ready;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterNews;
import io.ixion.engine.routing.RouterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterRulesTest {
  private final RouterSettings settings =
      RouterSettings.from(ConfigFactory.load().getConfig("ixion"));
  private final RouterFigures figures = new RouterFigures();
  private final RouterRules rules = new RouterRules(settings, figures, T0);
  private final ArrayDeque<RouterEffect> effects = new ArrayDeque<>();
  private Instant now = T0;

  private void run(List<RouterEffect> more) {
    effects.addAll(more);
  }

  private void queueTells(long sequence, boolean whole, Candidate... candidates) {
    run(
        rules.waiting(
            new RouterNews(INBOUND, sequence, 0, 1, whole, List.of(candidates), List.of()), now));
  }

  private void pass(Duration time) {
    nothingElse();
    now = now.plus(time);
    run(rules.tick(now));
  }

  private void expect(RouterEffect effect) {
    assertThat(effects.poll()).isEqualTo(effect);
  }

  private void expect(Match match) {
    expect(new RouterEffect.Propose(match));
  }

  private void expect(QueueId queue) {
    expect(new RouterEffect.AskQueue(queue));
  }

  private void expect(AgentId agent) {
    expect(new RouterEffect.AskAgent(agent));
  }

  private void nothingElse() {
    assertThat(effects).isEmpty();
  }

  private static Match match(int number, int placement) {
    return new Match(INBOUND, id(number), placement, agent("ann"));
  }

  @Test
  void proposesFromBothSides() {
    queueTells(1, true, candidate(1, 0, 0));
    run(rules.available(ready("ann", 1, 0), now));
    expect(match(1, 1));
    run(rules.settled(match(1, 1), true, now));
    run(rules.available(ready("ann", 2, 0), now));
    queueTells(2, false, candidate(2, 0, 0));
    expect(match(2, 1));
    nothingElse();
    assertThat(figures.counters()).containsEntry("router.proposed", 2L);
  }

  @Test
  void asksAQueueAgainAfterAGapAtMostOnceASecond() {
    queueTells(1, true);
    queueTells(3, false);
    expect(INBOUND);
    queueTells(4, false);
    pass(Duration.ofMillis(900));
    queueTells(5, false);
    pass(Duration.ofMillis(100));
    queueTells(6, false);
    expect(INBOUND);
    queueTells(7, true);
    pass(Duration.ofSeconds(1));
    queueTells(8, false);
    nothingElse();
  }

  @Test
  void aRouterThatHasJustStartedAsksForEverythingAtTheFirstPieceOfNews() {
    queueTells(41, false);
    expect(INBOUND);
  }

  @Test
  void dropsAProposalThatNobodySettlesAndAsksBothSides() {
    queueTells(1, true, candidate(1, 0, 0));
    run(rules.available(ready("ann", 1, 0), now));
    expect(match(1, 1));
    pass(Duration.ofSeconds(5));
    expect(INBOUND);
    expect(agent("ann"));
    queueTells(2, true, candidate(1, 0, 0));
    expect(match(1, 1));
  }

  @Test
  void makesAProposalAgainThatNobodySettles() {
    queueTells(1, true, candidate(1, 0, 0));
    run(rules.available(ready("ann", 1, 0), now));
    expect(match(1, 1));
    pass(Duration.ofSeconds(1));
    expect(match(1, 1));
    pass(Duration.ofMillis(900));
    run(rules.settled(match(1, 1), true, now));
    pass(Duration.ofSeconds(1));
    nothingElse();
    assertThat(figures.counters())
        .containsEntry("router.proposed", 1L)
        .containsEntry("router.repeated", 1L);
  }

  @Test
  void triesAgainWhenAnAvoidanceEnds() {
    run(rules.available(ready("ann", 1, 0), now));
    queueTells(
        1, true, candidate(1, 2, CHAT, Map.of(), 0, 0, Map.of(agent("ann"), T0.plusSeconds(3))));
    pass(Duration.ofMillis(2_900));
    nothingElse();
    pass(Duration.ofMillis(200));
    expect(match(1, 2));
  }

  @Test
  void asksASilentAgentAndForgetsItInTheEnd() {
    run(rules.available(ready("ann", 1, 0), now));
    pass(Duration.ofSeconds(11));
    expect(agent("ann"));
    pass(Duration.ofSeconds(30));
    expect(agent("ann"));
    queueTells(8, true, candidate(1, 0, 0));
    nothingElse();
    run(rules.available(ready("ann", 1, 0), now));
    expect(match(1, 1));
  }

  /** A9: however many messages it takes, all that a queue has counts at once. */
  @Test
  void theBestOfAllIsProposedFirstThoughItComesLast() {
    run(rules.available(ready("ann", 1, 0), now));
    var backwards = new ArrayList<Candidate>();
    for (int number = 1; number <= 150; number++) backwards.add(candidate(number, 0, number));
    Collections.reverse(backwards);
    List<RouterNews> parts =
        RouterNews.parts(INBOUND, 1, true, backwards, List.of(), settings.chunk());
    assertThat(parts).hasSizeGreaterThan(1);
    parts.forEach(part -> run(rules.waiting(part, now)));
    expect(match(1, 1));
    nothingElse();
  }

  /** A7: whoever can take nothing and has nothing is nobody's business, and is not asked. */
  @Test
  void forgetsAnAgentWhoHasLoggedOut() {
    run(rules.available(ready("ann", 1, 0), now));
    assertThat(rules.sizes().agents()).isEqualTo(1);
    run(rules.available(available("ann", 2, Map.of(), Map.of(), Map.of(), 0), now));
    assertThat(rules.sizes().agents()).isZero();
    pass(Duration.ofMinutes(10));
    nothingElse();
  }

  /** A16: a sign of life costs two words; only who is not known as it says is asked. */
  @Test
  void asksWhoSaysThatSomethingHasChanged() {
    run(rules.available(ready("ann", 5, 0), now));
    run(rules.alive(agent("ann"), 5, now));
    nothingElse();
    run(rules.alive(agent("ann"), 6, now));
    expect(agent("ann"));
    run(rules.alive(agent("bob"), 1, now));
    expect(agent("bob"));
    pass(Duration.ofSeconds(9));
    run(rules.alive(agent("ann"), 5, now));
    pass(Duration.ofSeconds(9));
    nothingElse();
  }

  /** Agent and queue live on different nodes: the end of a life may come before its beginning. */
  @Test
  void whatIsOverBeforeItIsSettledCountsNoMore() {
    queueTells(1, true, candidate(1, 0, 0));
    run(rules.available(ready("ann", 1, 0), now));
    expect(match(1, 1));
    run(
        rules.available(
            new AgentAvailability(
                agent("ann"),
                2,
                Skills.NONE,
                Map.of(CHAT, 1),
                Map.of(),
                T0,
                List.of(new OfferId(id(1), 1))),
            now));
    run(rules.settled(match(1, 1), true, now));
    queueTells(2, false, candidate(2, 0, 0));
    expect(match(2, 1));
    nothingElse();
  }

  /** If even that is lost, the next sign of life says that nothing is left of it. */
  @Test
  void aSignOfLifeEndsWhatWasTakenAndIsNotAmongTheLoad() {
    queueTells(1, true, candidate(1, 0, 0));
    run(rules.available(ready("ann", 1, 0), now));
    expect(match(1, 1));
    run(rules.available(ready("ann", 2, 0), now));
    run(rules.settled(match(1, 1), true, now));
    queueTells(2, false, candidate(2, 0, 0));
    nothingElse();
    run(rules.alive(agent("ann"), 2, now));
    expect(match(2, 1));
  }
}
