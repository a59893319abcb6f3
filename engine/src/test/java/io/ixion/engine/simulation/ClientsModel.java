package io.ixion.engine.simulation;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.AnyData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Submission;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The people and media servers outside: they repeat what was not answered. */
final class ClientsModel {
  static final MediaType CHAT = new MediaType("chat");
  static final MediaType EMAIL = new MediaType("email");

  final Set<InteractionId> acknowledged = new HashSet<>();
  private final Network network;
  private final World world;
  private int attempts;

  ClientsModel(Network network, World world) {
    this.network = network;
    this.world = world;
  }

  void submit(int number, QueueId queue) {
    var id = InteractionId.of(new UUID(0, number));
    MediaType medium = network.chance(60) ? CHAT : EMAIL;
    Map<String, Integer> skills =
        network.chance(40) ? Map.of() : Map.of("german", network.chance(90) ? 2 : 9);
    var submission =
        Submission.of(
            queue, medium, network.random.nextInt(3), Skills.of(skills), AnyData.everyShape());
    var command = new InteractionCommand.Submit(attempt(), "print", submission);
    untilAnswered(id, command, 3, () -> acknowledged.add(id));
  }

  private void untilAnswered(
      InteractionId id, InteractionCommand command, int times, Runnable done) {
    world.interactions.command(
        id,
        command,
        answer -> {
          if (answer.isPresent() && answer.get() instanceof Outcome.Done<Interaction>) done.run();
          if (answer.isEmpty() && times > 1) untilAnswered(id, command, times - 1, done);
        });
  }

  /** What the agent sees of an offer, if the stream brings it. */
  void offered(AgentId agent, OfferId offer) {
    network.send(() -> answer(agent, offer));
  }

  private void answer(AgentId agent, OfferId offer) {
    boolean diligent = !network.isFaulty();
    Duration thinking = diligent ? Duration.ofMillis(500) : network.upTo(Duration.ofSeconds(9));
    int choice = diligent ? 0 : network.random.nextInt(10);
    network.after(
        thinking,
        () -> {
          if (choice < 7)
            untilAnswered(
                offer.interaction(),
                new InteractionCommand.Accept(offer.number(), Originator.CLIENT),
                2,
                () -> work(agent, offer));
          else if (choice < 9)
            world.interactions.tell(
                offer.interaction(),
                new InteractionCommand.Reject(offer.number(), Originator.CLIENT, Optional.empty()));
        });
  }

  private void work(AgentId agent, OfferId offer) {
    boolean diligent = !network.isFaulty();
    Duration time = diligent ? Duration.ofSeconds(1) : network.upTo(Duration.ofSeconds(12));
    int choice = diligent ? 0 : network.random.nextInt(10);
    network.after(
        time,
        () -> {
          if (choice < 6) untilAnswered(offer.interaction(), stop(agent), 2, () -> {});
          else if (choice < 8) untilAnswered(offer.interaction(), place(agent), 2, () -> {});
        });
  }

  /** Somebody meddles with any interaction. */
  void meddle(InteractionId id) {
    List<InteractionCommand> commands =
        List.of(
            new InteractionCommand.Hold(attempt(), Originator.CLIENT, Optional.empty()),
            new InteractionCommand.Resume(attempt(), Originator.CLIENT),
            new InteractionCommand.Resume(attempt(), Originator.CLIENT),
            new InteractionCommand.ChangeData(
                attempt(), Originator.CLIENT, AnyData.patchOfEveryShape()),
            new InteractionCommand.PlaceInQueue(
                attempt(), Originator.CLIENT, world.anyQueue(), false, Optional.empty()),
            new InteractionCommand.Stop(attempt(), Originator.CLIENT, Optional.empty()));
    world.interactions.tell(id, commands.get(network.random.nextInt(commands.size())));
  }

  void resume(InteractionId id) {
    untilAnswered(id, new InteractionCommand.Resume(attempt(), Originator.CLIENT), 3, () -> {});
  }

  void changeSession(AgentModel agent) {
    List<AgentCommand> commands =
        List.of(
            new AgentCommand.LogOut(attempt(), Optional.empty()),
            new AgentCommand.StreamOpened(),
            new AgentCommand.StreamLost(),
            new AgentCommand.NotReady(attempt(), CHAT, Optional.empty()),
            logIn(),
            logIn());
    AgentCommand any = commands.get(network.random.nextInt(commands.size()));
    network.send(() -> agent.decide(any));
  }

  /** After the faults everybody who can work does. */
  void comeToWork(AgentModel agent) {
    agent.decide(new AgentCommand.StreamOpened());
    boolean ready =
        agent
            .state()
            .session()
            .map(s -> s.media().values().stream().allMatch(Agent.MediaState::ready))
            .orElse(false);
    if (!ready) agent.decide(logIn());
  }

  AgentCommand.LogIn logIn() {
    return new AgentCommand.LogIn(attempt(), Map.of(CHAT, true, EMAIL, true));
  }

  private InteractionCommand stop(AgentId agent) {
    return new InteractionCommand.Stop(attempt(), Originator.agent(agent), Optional.of("done"));
  }

  private InteractionCommand place(AgentId agent) {
    return new InteractionCommand.PlaceInQueue(
        attempt(), Originator.agent(agent), world.anyQueue(), network.chance(30), Optional.empty());
  }

  AttemptId attempt() {
    return new AttemptId("a" + ++attempts);
  }
}
