package io.ixion.engine.agent.domain;

import static io.ixion.engine.agent.AgentFixtures.ANN;
import static io.ixion.engine.agent.AgentFixtures.CHAT;
import static io.ixion.engine.agent.AgentFixtures.PROFILE;
import static io.ixion.engine.agent.AgentFixtures.T0;
import static io.ixion.engine.agent.AgentFixtures.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEffect;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent does with accepts of which it does not know everything. */
class AgentRulesTest {
  private static final AgentSettings SETTINGS =
      new AgentSettings(
          AgentFixtures.GRACE,
          2,
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          16,
          1 << 20,
          1 << 20,
          Duration.ofSeconds(5));
  private static final InteractionEvent OFFERED = InteractionFixtures.oneOfEachEvent().get(6);
  private static final OfferId OFFER = new OfferId(InteractionFixtures.ID, 1);
  private static final OfferId NEVER_MADE = new OfferId(InteractionFixtures.ID, 7);

  private final AgentRules rules = new AgentRules(TENANT, ANN, SETTINGS, T0);
  private final Optional<Agent> agent =
      Optional.of(
          AgentFixtures.after(
              new AgentEvent.LoggedIn(
                  T0, AgentFixtures.NOBODY, 1, Map.of(CHAT, true), Originator.CLIENT)));

  @BeforeEach
  void restore() {
    rules.restored(agent, List.of(), T0);
  }

  @Test
  void anOfferThatIsNotKnownIsLookedUp() {
    assertThat(effects(rules.accept(agent, OFFER, T0)))
        .containsExactly(new AgentEffect.LookUp(OFFER));
  }

  @Test
  void anOfferThatIsFoundIsAcceptedWithItsPlace() {
    assertThat(effects(rules.accept(agent, OFFER, Optional.of(offered()), T0)))
        .endsWith(new AgentEffect.Accept(OFFER, true));
  }

  @Test
  void anOfferThatNeverWasMadeIsRefusedByItsInteraction() {
    assertThat(effects(rules.accept(agent, NEVER_MADE, Optional.empty(), T0)))
        .containsExactly(new AgentEffect.Accept(NEVER_MADE, false));
    assertThat(effects(rules.accept(agent, NEVER_MADE, Optional.of(waiting()), T0)))
        .containsExactly(new AgentEffect.Accept(NEVER_MADE, false));
    assertThat(effects(rules.accept(agent, NEVER_MADE, Optional.of(offered()), T0)))
        .endsWith(new AgentEffect.Accept(NEVER_MADE, false));
  }

  @Test
  void aLowerCapacityWaitsForAnAcceptUntilItsInteractionHasDecided() {
    rules.heard(agent, offered(), T0);
    rules.accept(agent, OFFER, T0);

    Decision<AgentEvent> waits = lower();
    assertThat(waits).isEqualTo(Decision.act(List.of(new AgentEffect.Find(OFFER.interaction()))));

    rules.found(agent, offered(), T0); // it was refused: say, by a condition of its request
    assertThat(((Decision.Accepted<AgentEvent>) lower()).events()).hasSize(1);
  }

  /** A22: who misses too many in a row is not ready, and the router hears of it at once. */
  @Test
  void theRouterHearsAtOnceThatAnAgentHasMissedTooMany() {
    miss(1);
    var last = (Decision.Accepted<AgentEvent>) miss(2);

    assertThat(last.events())
        .singleElement()
        .isInstanceOfSatisfying(
            AgentEvent.BecameNotReady.class,
            event -> {
              assertThat(event.reason()).contains("missed-offers");
              assertThat(event.by()).isEqualTo(Originator.SYSTEM);
            });
    assertThat(last.effects())
        .filteredOn(AgentEffect.Available.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            AgentEffect.Available.class, it -> assertThat(it.told().ready()).isEmpty());
  }

  private Decision<AgentEvent> miss(int number) {
    var life = new ArrayList<InteractionEvent>();
    for (int n = 1; n <= number; n++) {
      life.add(new InteractionEvent.Offered(T0, n, ANN, T0.plusSeconds(30), Originator.ROUTER));
      if (n == number) rules.heard(agent, header(life), T0);
      life.add(
          new InteractionEvent.OfferExpired(T0, n, ANN, T0.plusSeconds(15), Originator.SYSTEM));
    }
    return rules.heard(agent, header(life), T0);
  }

  private static InteractionHeader header(List<InteractionEvent> life) {
    return InteractionFixtures.after(life.toArray(InteractionEvent[]::new)).header();
  }

  /** An accept that was allowed and never stored holds nobody up for ever, and counts no more. */
  @Test
  void anAcceptThatNeverCameCountsNoMore() {
    rules.heard(agent, offered(), T0);
    rules.accept(agent, OFFER, T0);
    rules.tick(agent, T0.plusSeconds(11));

    var lowered = (Decision.Accepted<AgentEvent>) lower();
    assertThat(lowered.events()).hasSize(1);
    assertThat(lowered.effects())
        .contains(
            new AgentEffect.Command(
                OFFER.interaction(),
                new InteractionCommand.Rescind(OFFER.number(), "over-capacity")));
  }

  private Decision<AgentEvent> lower() {
    var none = new AgentProfile(PROFILE.skills(), PROFILE.groups(), Map.of(CHAT, 0));
    var command = new AgentCommand.Configure(new AttemptId("lower"), none);
    return rules.commanded(agent, command, Condition.NONE, T0);
  }

  private static InteractionHeader waiting() {
    return InteractionFixtures.after().header();
  }

  private static InteractionHeader offered() {
    return InteractionFixtures.after(OFFERED).header();
  }

  private static List<Effect> effects(Decision<AgentEvent> decision) {
    return ((Decision.Accepted<AgentEvent>) decision).effects();
  }
}
