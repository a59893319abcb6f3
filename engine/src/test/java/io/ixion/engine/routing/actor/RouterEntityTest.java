package io.ixion.engine.routing.actor;

import static io.ixion.engine.routing.domain.RoutingFixtures.CHAT;
import static io.ixion.engine.routing.domain.RoutingFixtures.INBOUND;
import static io.ixion.engine.routing.domain.RoutingFixtures.T0;
import static io.ixion.engine.routing.domain.RoutingFixtures.agent;
import static io.ixion.engine.routing.domain.RoutingFixtures.candidate;
import static io.ixion.engine.routing.domain.RoutingFixtures.id;
import static io.ixion.engine.routing.domain.RoutingFixtures.ready;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.ixion.engine.SettableClock;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterListener;
import io.ixion.engine.routing.RouterSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterEntityTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final TenantId TENANT = new TenantId("acme");

  private final TestProbe<Object> told = KIT.createTestProbe();
  private final SettableClock clock = new SettableClock(T0);
  private final RouterFigures figures = new RouterFigures();
  private ActorRef<RouterCommand> router;
  private int witnesses;

  @BeforeEach
  void start() {
    var listener =
        new RouterListener() {
          @Override
          public void propose(TenantId tenant, Match match) {
            told.getRef().tell(match);
          }

          @Override
          public void tellAgain(TenantId tenant, QueueId queue) {
            told.getRef().tell(queue);
          }

          @Override
          public void tellAgain(TenantId tenant, AgentId agent) {
            told.getRef().tell(agent);
          }
        };
    router =
        KIT.spawn(
            RouterEntity.create(
                TENANT,
                listener,
                clock,
                RouterSettings.from(ConfigFactory.load().getConfig("ixion")),
                figures));
  }

  @AfterEach
  void stop() {
    KIT.stop(router);
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private void queueTells(long sequence, boolean whole, Candidate... candidates) {
    router.tell(
        new RouterCommand.Waiting(INBOUND, sequence, 0, 1, whole, List.of(candidates), List.of()));
  }

  private void pass(Duration time) {
    nothingElse();
    clock.pass(time);
    TIME.timePasses(time);
  }

  /** The router has dealt with all that was sent, and nothing but what was expected came of it. */
  private void nothingElse() {
    AgentId witness = agent("witness-" + ++witnesses);
    router.tell(new RouterCommand.Settled(new Match(INBOUND, id(99), 1, witness), false));
    told.expectMessage(witness);
  }

  private static Match match(int number, int placement) {
    return new Match(INBOUND, id(number), placement, agent("ann"));
  }

  @Test
  void proposesFromBothSides() {
    queueTells(1, true, candidate(1, 0, 0));
    router.tell(RouterCommand.Available.of(ready("ann", 1, 0)));
    told.expectMessage(match(1, 1));
    router.tell(new RouterCommand.Settled(match(1, 1), true));
    router.tell(RouterCommand.Available.of(ready("ann", 2, 0)));
    queueTells(2, false, candidate(2, 0, 0));
    told.expectMessage(match(2, 1));
    nothingElse();
    assertThat(figures.counters()).containsEntry("router.proposed", 2L);
  }

  @Test
  void asksAQueueAgainAfterAGapAtMostOnceASecond() {
    queueTells(1, true);
    queueTells(3, false);
    told.expectMessage(INBOUND);
    queueTells(4, false);
    pass(Duration.ofMillis(900));
    queueTells(5, false);
    pass(Duration.ofMillis(100));
    queueTells(6, false);
    told.expectMessage(INBOUND);
    queueTells(7, true);
    pass(Duration.ofSeconds(1));
    queueTells(8, false);
    nothingElse();
  }

  @Test
  void aRouterThatHasJustStartedAsksForEverythingAtTheFirstPieceOfNews() {
    queueTells(41, false);
    told.expectMessage(INBOUND);
  }

  @Test
  void dropsAProposalThatNobodySettlesAndAsksBothSides() {
    queueTells(1, true, candidate(1, 0, 0));
    router.tell(RouterCommand.Available.of(ready("ann", 1, 0)));
    told.expectMessage(match(1, 1));
    pass(Duration.ofSeconds(5));
    told.expectMessage(INBOUND);
    told.expectMessage(agent("ann"));
    queueTells(2, true, candidate(1, 0, 0));
    told.expectMessage(match(1, 1));
  }

  @Test
  void makesAProposalAgainThatNobodySettles() {
    queueTells(1, true, candidate(1, 0, 0));
    router.tell(RouterCommand.Available.of(ready("ann", 1, 0)));
    told.expectMessage(match(1, 1));
    pass(Duration.ofSeconds(1));
    told.expectMessage(match(1, 1));
    pass(Duration.ofMillis(900));
    router.tell(new RouterCommand.Settled(match(1, 1), true));
    pass(Duration.ofSeconds(1));
    nothingElse();
    assertThat(figures.counters())
        .containsEntry("router.proposed", 1L)
        .containsEntry("router.repeated", 1L);
  }

  @Test
  void triesAgainWhenAnAvoidanceEnds() {
    router.tell(RouterCommand.Available.of(ready("ann", 1, 0)));
    queueTells(
        1, true, candidate(1, 2, CHAT, Map.of(), 0, 0, Map.of(agent("ann"), T0.plusSeconds(3))));
    pass(Duration.ofMillis(2_900));
    nothingElse();
    pass(Duration.ofMillis(200));
    told.expectMessage(match(1, 2));
  }

  @Test
  void asksASilentAgentAndForgetsItInTheEnd() {
    router.tell(RouterCommand.Available.of(ready("ann", 1, 0)));
    pass(Duration.ofSeconds(11));
    told.expectMessage(agent("ann"));
    pass(Duration.ofSeconds(30));
    told.expectMessage(agent("ann"));
    queueTells(8, true, candidate(1, 0, 0));
    nothingElse();
    router.tell(RouterCommand.Available.of(ready("ann", 1, 0)));
    told.expectMessage(match(1, 1));
  }
}
