package io.ixion.engine.interaction.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import io.ixion.engine.Wire;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionFound;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an interaction's entity is told, and answers, survives the way between two nodes. */
class InteractionMessageTest {
  private static final Wire WIRE = new Wire();
  private static final Condition CONDITION =
      new Condition(
          Optional.of(Condition.Revisions.ANY),
          Optional.of(new Condition.Revisions(false, List.of(3L, 1L << 40))));

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @Test
  void everyCommandTravelsWithItsQuestion() {
    List<InteractionCommand> commands = InteractionFixtures.oneOfEachCommand();
    assertThat(commands.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(InteractionFixtures.kinds(InteractionCommand.class));
    ActorRef<InteractionAnswer> caller = WIRE.somebody(InteractionAnswer.class);

    for (InteractionCommand command : commands)
      for (Condition condition : List.of(Condition.NONE, CONDITION))
        WIRE.verify(
            new InteractionEntity.Decide(Long.MAX_VALUE - 1, command, condition, true, caller));
    WIRE.verify(
        new InteractionEntity.Decide(
            1, InteractionFixtures.submitWithNestedData(), Condition.NONE, false, caller));
  }

  @Test
  void everyStateTravelsInAnswers() {
    InteractionFixtures.states()
        .values()
        .forEach(
            s -> {
              WIRE.verify(new InteractionFound(s.map(Interaction::header), Optional.empty()));
              WIRE.verify(
                  new InteractionFound(s.map(Interaction::header), s.map(Interaction::data)));
            });
    InteractionFixtures.states().values().stream()
        .flatMap(Optional::stream)
        .forEach(one -> WIRE.verify(done(one)));
    Interaction nested = InteractionFixtures.offeredWithNestedData();
    WIRE.verify(new InteractionFound(Optional.of(nested.header()), Optional.of(nested.data())));
    WIRE.verify(done(nested));
    WIRE.verify(
        new InteractionAnswer.Decided(
            Outcome.refused("stale-offer", "expected offer 2"), Optional.empty()));
    WIRE.verify(new InteractionAnswer.NotStored());
  }

  private static InteractionAnswer.Decided done(Interaction one) {
    return new InteractionAnswer.Decided(
        new Outcome.Done<>(one.header(), false), Optional.of(one.data()));
  }

  @Test
  void questionsTravel() {
    WIRE.verify(new InteractionEntity.Find(true, WIRE.somebody(InteractionFound.class)));
    WIRE.verify(new InteractionEntity.Wake());
    InteractionFixtures.oneOfEachCommand()
        .forEach(command -> WIRE.verify(new InteractionEntity.Do(command)));
  }
}
