package io.ixion.engine.agent.domain;

import static io.ixion.engine.agent.AgentFixtures.ANN;
import static io.ixion.engine.agent.AgentFixtures.CHAT;
import static io.ixion.engine.agent.AgentFixtures.GRACE;
import static io.ixion.engine.agent.AgentFixtures.T0;
import static io.ixion.engine.agent.AgentFixtures.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.GoldenFile;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.RecentAttempts;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.interaction.InteractionFixtures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgentDecisionTableTest {
  private final AgentDecider decider = new AgentDecider(GRACE);

  @Test
  void theTableOfStatesAndCommandsIsTheCommittedOne() {
    var table =
        new StringBuilder("state        command       1 s later               1 min later\n");
    AgentFixtures.states()
        .forEach(
            (name, state) -> {
              for (AgentCommand command : AgentFixtures.oneOfEachCommand())
                table
                    .append(
                        String.format(
                                "%-12s %-13s %-23s %s",
                                name,
                                command.getClass().getSimpleName(),
                                answer(state, command, T0.plusSeconds(1)),
                                answer(state, command, T0.plusSeconds(60)))
                            .stripTrailing())
                    .append('\n');
            });
    GoldenFile.assertUnchanged("tables/agent.txt", table.toString());
  }

  @Test
  void everyCommandAndEventIsInTheFixtures() {
    assertThat(AgentFixtures.oneOfEachCommand())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(InteractionFixtures.kinds(AgentCommand.class));
    assertThat(AgentFixtures.oneOfEachEvent())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(AgentEvent.class.getPermittedSubclasses());
  }

  @Test
  void whateverIsAcceptedIsAlreadyDoneOrRefusedTheSecondTime() {
    for (Optional<Agent> state : AgentFixtures.states().values())
      for (AgentCommand command : AgentFixtures.oneOfEachCommand())
        if (decide(state, command, T0.plusSeconds(60))
            instanceof Decision.Accepted<AgentEvent> first)
          assertThat(decide(after(state, first), command, T0.plusSeconds(61)))
              .as("%s repeated", command)
              .isNotInstanceOf(Decision.Accepted.class);
  }

  @Test
  void aLateCopyOfReadyDoesNotUndoTheNotReadyThatCameInBetween() {
    var ready = new AgentCommand.Ready(new AttemptId("one"), CHAT);
    var notReady = new AgentCommand.NotReady(new AttemptId("two"), CHAT, Optional.empty());
    Optional<Agent> agent = AgentFixtures.states().get("not-ready");
    for (AgentCommand command : List.of(ready, notReady))
      agent = after(agent, (Decision.Accepted<AgentEvent>) decide(agent, command, T0));
    assertThat(decide(agent, ready, T0)).isInstanceOf(Decision.AlreadyDone.class);
    var another = new AgentCommand.Ready(new AttemptId("three"), CHAT);
    assertThat(decide(agent, another, T0)).isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void onlyTheLatestAttemptsAreRemembered() {
    Optional<Agent> agent = AgentFixtures.states().get("not-ready");
    for (int i = 0; i < 2 * RecentAttempts.REMEMBERED; i++) {
      var attempt = new AttemptId("a" + i);
      AgentCommand command =
          i % 2 == 0
              ? new AgentCommand.Ready(attempt, CHAT)
              : new AgentCommand.NotReady(attempt, CHAT, Optional.empty());
      agent = after(agent, (Decision.Accepted<AgentEvent>) decide(agent, command, T0));
    }
    assertThat(agent.orElseThrow().recentAttempts())
        .hasSize(RecentAttempts.REMEMBERED)
        .endsWith(new AttemptId("a" + (2 * RecentAttempts.REMEMBERED - 1)));
  }

  @Test
  void aKeyThatNamedAnotherRequestIsRefused() {
    var first = new AgentCommand.Ready(AttemptId.of("k", "1"), CHAT);
    var other = new AgentCommand.NotReady(AttemptId.of("k", "2"), CHAT, Optional.empty());
    Optional<Agent> agent = AgentFixtures.states().get("not-ready");
    agent = after(agent, (Decision.Accepted<AgentEvent>) decide(agent, first, T0));
    assertThat(decide(agent, other, T0))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            no -> assertThat(no.why().code()).isEqualTo(RejectionCodes.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void everyAcceptedEventAddsOneRevision() {
    AgentFixtures.states()
        .forEach(
            (name, state) -> {
              for (AgentCommand command : AgentFixtures.oneOfEachCommand())
                if (decide(state, command, T0.plusSeconds(60))
                    instanceof Decision.Accepted<AgentEvent> yes)
                  assertThat(after(state, yes).orElseThrow().revision())
                      .as("%s, %s", name, command)
                      .isEqualTo(state.map(Agent::revision).orElse(0L) + yes.events().size());
            });
  }

  private static Optional<Agent> after(
      Optional<Agent> state, Decision.Accepted<AgentEvent> decision) {
    Optional<Agent> after = state;
    for (AgentEvent event : decision.events())
      after = Optional.of(AgentEvolution.evolve(after, event));
    return after;
  }

  private String answer(Optional<Agent> state, AgentCommand command, Instant now) {
    var decision = decide(state, command, now);
    if (decision instanceof Decision.Refused<AgentEvent> no) return "! " + no.why().code();
    if (decision instanceof Decision.AlreadyDone<AgentEvent>) return "already done";
    return ((Decision.Accepted<AgentEvent>) decision)
        .events().stream()
            .map(event -> event.getClass().getSimpleName())
            .collect(Collectors.joining("+"));
  }

  private Decision<AgentEvent> decide(Optional<Agent> state, AgentCommand command, Instant now) {
    return decider.decide(TENANT, ANN, state, command, now);
  }
}
