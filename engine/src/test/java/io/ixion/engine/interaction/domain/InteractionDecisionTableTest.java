package io.ixion.engine.interaction.domain;

import static io.ixion.engine.interaction.InteractionFixtures.ID;
import static io.ixion.engine.interaction.InteractionFixtures.SETTINGS;
import static io.ixion.engine.interaction.InteractionFixtures.T0;
import static io.ixion.engine.interaction.InteractionFixtures.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.GoldenFile;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InteractionDecisionTableTest {
  private final InteractionDecider decider = new InteractionDecider(SETTINGS);

  @Test
  void theTableOfStatesAndCommandsIsTheCommittedOne() {
    var table =
        new StringBuilder("state      command         1 s later                 1 d later\n");
    InteractionFixtures.states()
        .forEach(
            (name, state) -> {
              for (InteractionCommand command : InteractionFixtures.oneOfEachCommand())
                table
                    .append(
                        String.format(
                                "%-10s %-15s %-25s %s",
                                name,
                                command.getClass().getSimpleName(),
                                answer(state, command, T0.plusSeconds(1)),
                                answer(state, command, T0.plus(Duration.ofDays(1))))
                            .stripTrailing())
                    .append('\n');
            });
    GoldenFile.assertUnchanged("tables/interaction.txt", table.toString());
  }

  @Test
  void everyCommandAndEventIsInTheFixtures() {
    assertThat(InteractionFixtures.oneOfEachCommand())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(InteractionFixtures.kinds(InteractionCommand.class));
    assertThat(InteractionFixtures.oneOfEachEvent())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(InteractionEvent.class.getPermittedSubclasses());
  }

  @Test
  void whateverIsAcceptedIsAlreadyDoneOrRefusedTheSecondTime() {
    for (Optional<Interaction> state : InteractionFixtures.states().values())
      for (InteractionCommand command : InteractionFixtures.oneOfEachCommand())
        if (decide(state, command, T0.plusSeconds(1))
            instanceof Decision.Accepted<InteractionEvent> first) {
          Optional<Interaction> after = state;
          for (InteractionEvent event : first.events())
            after = Optional.of(InteractionEvolution.evolve(after, event));
          assertThat(decide(after, command, T0.plusSeconds(2)))
              .as("%s repeated", command)
              .isEqualTo(Decision.alreadyDone());
        }
  }

  private String answer(Optional<Interaction> state, InteractionCommand command, Instant now) {
    var decision = decide(state, command, now);
    if (decision instanceof Decision.Refused<InteractionEvent> no) return "! " + no.why().code();
    if (decision instanceof Decision.AlreadyDone<InteractionEvent>) return "already done";
    List<String> names = new ArrayList<>();
    ((Decision.Accepted<InteractionEvent>) decision)
        .events()
        .forEach(event -> names.add(event.getClass().getSimpleName()));
    return String.join("+", names);
  }

  private Decision<InteractionEvent> decide(
      Optional<Interaction> state, InteractionCommand command, Instant now) {
    return decider.decide(TENANT, ID, state, command, now);
  }
}
