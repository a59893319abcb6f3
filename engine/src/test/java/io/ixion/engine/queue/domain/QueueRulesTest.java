package io.ixion.engine.queue.domain;

import static io.ixion.engine.interaction.InteractionFixtures.ANN;
import static io.ixion.engine.interaction.InteractionFixtures.BILLING;
import static io.ixion.engine.interaction.InteractionFixtures.CHAT;
import static io.ixion.engine.interaction.InteractionFixtures.T0;
import static io.ixion.engine.interaction.InteractionFixtures.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.decision.Rejection;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.TableView;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a queue makes of the answers to its calls, also of those that are late or missing. */
class QueueRulesTest {
  private static final String KEY = new Requirement(CHAT, Skills.NONE).key();
  private final QueueRules rules =
      new QueueRules(
          new QueueSettings(
              3, 100, Duration.ofSeconds(10), 3, Duration.ofSeconds(2), Duration.ofSeconds(3)));

  @BeforeEach
  void start() {
    rules.started();
    rules.swept(0, Optional.of(new TableView(List.of(), List.of())));
    for (int number = 1; number <= 5; number++) changed(Optional.empty(), waiting(number));
  }

  /** A2 for hand-offs: what ends one never stood beyond the front. */
  @Test
  void whatStopsOnItsWayToAnAgentIsCountedOnce() {
    rules.proposed(match(1), T0);
    rules.reserved(match(1), Optional.empty(), T0);
    assertThat(rules.status(T0).waiting() + rules.status(T0).handingOff()).isEqualTo(5);

    changed(Optional.of(waiting(1)), stopped(waiting(1)));

    assertThat(rules.status(T0).waiting()).isEqualTo(4);
    assertThat(rules.status(T0).handingOff()).isZero();
    assertThat(rules.status(T0).leftPerMinute()).isEqualTo(1);
  }

  /** The agent's place is given back, the router hears of it, and it waits again. */
  @Test
  void whatIsRefusedByItsAgentWaitsAgain() {
    rules.proposed(match(1), T0);
    var effects =
        rules.reserved(match(1), Optional.of(new Rejection("capacity-reached", "full")), T0);
    assertThat(effects).contains(new QueueEffect.Settled(match(1), false));
    assertThat(rules.status(T0).waiting()).isEqualTo(5);
    assertThat(rules.status(T0).handingOff()).isZero();
  }

  /** Lost calls are made again, and given up in the end: nothing stays between two chairs. */
  @Test
  void aCallThatNobodyAnswersIsMadeAgainAndGivenUp() {
    rules.proposed(match(1), T0);
    assertThat(rules.due(new QueueEffect.Calls(), T0.plusMillis(1_100)))
        .contains(new QueueEffect.Reserve(match(1), CHAT));
    assertThat(rules.due(new QueueEffect.Calls(), T0.plusSeconds(5)))
        .contains(new QueueEffect.GiveBack(match(1)), new QueueEffect.Settled(match(1), false));
    assertThat(rules.status(T0).waiting()).isEqualTo(5);
  }

  /** The answer of an interaction that has changed in nothing is an answer all the same. */
  @Test
  void anAnswerThatIsNoNewerEndsTheHandOff() {
    rules.proposed(match(1), T0);
    rules.reserved(match(1), Optional.empty(), T0);
    var effects = rules.news(QueueNews.answer(BILLING, 1, waiting(1)), T0);
    assertThat(effects)
        .contains(new QueueEffect.Settled(match(1), false), new QueueEffect.GiveBack(match(1)));
    assertThat(rules.status(T0).waiting()).isEqualTo(5);
    assertThat(rules.status(T0).handingOff()).isZero();
  }

  /** A page that could not be read says nothing of what waits beyond the front. */
  @Test
  void aPageThatCouldNotBeReadLeavesTheOlderOnesTheirTurn() {
    for (int number = 1; number <= 3; number++)
      changed(Optional.of(waiting(number)), stopped(waiting(number)));
    changed(Optional.empty(), waiting(6));

    rules.refilled(KEY, 1, Optional.empty());
    assertThat(rules.front()).isEmpty();
    rules.refilled(
        KEY,
        2,
        Optional.of(
            List.of(
                Backlog.Entry.of(waiting(4)),
                Backlog.Entry.of(waiting(5)),
                Backlog.Entry.of(waiting(6)))));

    assertThat(rules.front()).extracting(one -> one.id()).containsExactly(id(4), id(5), id(6));
    assertThat(rules.status(T0).waiting()).isEqualTo(3);
  }

  private void changed(Optional<InteractionHeader> before, InteractionHeader after) {
    QueueNews.of(before, after).values().forEach(news -> rules.news(news, T0));
  }

  private static Match match(int number) {
    return new Match(BILLING, id(number), 1, ANN);
  }

  private static InteractionId id(int number) {
    return InteractionId.of(new UUID(0, number));
  }

  private static InteractionHeader waiting(int number) {
    var submitted =
        new InteractionEvent.Submitted(
            T0.plusSeconds(number),
            new AttemptId("s"),
            "print",
            TENANT,
            id(number),
            BILLING,
            CHAT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            0,
            Optional.empty(),
            Duration.ZERO,
            Skills.NONE,
            AttachedData.EMPTY,
            Originator.CLIENT);
    return InteractionEvolution.evolve(Optional.empty(), submitted).header();
  }

  private static InteractionHeader stopped(InteractionHeader waiting) {
    var stop =
        new InteractionEvent.Stopped(
            T0.plusSeconds(60), new AttemptId("e"), Originator.CLIENT, Optional.empty());
    return InteractionEvolution.evolve(
            Optional.of(new Interaction(waiting, AttachedData.EMPTY)), stop)
        .header();
  }
}
