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
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Submission;
import io.ixion.judge.Testimony.Act;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The people and media servers outside: they repeat what was not answered. */
final class Clients {
  static final MediaType CHAT = new MediaType("chat");
  static final MediaType EMAIL = new MediaType("email");
  private static final int PATIENCE = 3;
  private final Network network;
  private final Cluster cluster;
  private int attempts;
  private boolean atHome;

  Clients(Network network, Cluster cluster) {
    this.network = network;
    this.cluster = cluster;
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
    untilAnswered(id, command, done -> answered(Act.SUBMIT, "", 0, done));
  }

  void submitForNobody(int number, QueueId queue) {
    var id = InteractionId.of(new UUID(0, number));
    var submission =
        Submission.of(queue, CHAT, 0, Skills.of(Map.of("german", 9)), AttachedData.EMPTY);
    var command = new InteractionCommand.Submit(attempt(), "print", submission);
    untilAnswered(id, command, done -> answered(Act.SUBMIT, "", 0, done));
  }

  void stop(int number) {
    cluster.interactions.tell(
        InteractionId.of(new UUID(0, number)),
        new InteractionCommand.Stop(attempt(), Originator.CLIENT, Optional.empty()));
  }

  private void untilAnswered(
      InteractionId id, InteractionCommand command, Consumer<Interaction> done) {
    untilAnswered(PATIENCE, to -> cluster.interactions.ask(id, command, to), done);
  }

  private void untilAnswered(
      int times,
      Consumer<Consumer<Optional<Outcome<Interaction>>>> asking,
      Consumer<Interaction> done) {
    asking.accept(
        answer -> {
          if (answer.isPresent() && answer.get() instanceof Outcome.Done<Interaction> yes)
            done.accept(yes.value());
          if (answer.isEmpty() && times > 1) untilAnswered(times - 1, asking, done);
        });
  }

  private void answered(Act act, String agent, int offer, Interaction shown) {
    cluster.evidence.answered(act, agent, offer, shown);
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
                PATIENCE,
                to -> accept(agent, offer, to),
                done -> {
                  answered(Act.ACCEPT, agent.value(), offer.number(), done);
                  work(agent, offer);
                });
          else if (choice < 9)
            cluster.interactions.tell(
                offer.interaction(),
                new InteractionCommand.Reject(
                    offer.number(), Originator.agent(agent), Optional.empty()));
        });
  }

  private void accept(AgentId agent, OfferId offer, Consumer<Optional<Outcome<Interaction>>> to) {
    network.askLater(answer -> cluster.agents.get(agent).accept(offer, answer), to);
  }

  private void work(AgentId agent, OfferId offer) {
    boolean diligent = !network.isFaulty();
    Duration time = diligent ? Duration.ofSeconds(1) : network.upTo(Duration.ofSeconds(12));
    int choice = diligent ? 0 : network.random.nextInt(10);
    network.after(
        time,
        () -> {
          if (choice < 6)
            untilAnswered(
                offer.interaction(),
                stop(agent),
                done -> answered(Act.STOP, agent.value(), 0, done));
          else if (choice < 8) untilAnswered(offer.interaction(), place(agent), done -> {});
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
                attempt(), Originator.CLIENT, cluster.anyQueue(), false, Optional.empty()),
            new InteractionCommand.Accept(1 + network.random.nextInt(3), Originator.CLIENT, false),
            new InteractionCommand.Stop(attempt(), Originator.CLIENT, Optional.empty()));
    cluster.interactions.tell(id, commands.get(network.random.nextInt(commands.size())));
  }

  void resume(InteractionId id) {
    untilAnswered(id, new InteractionCommand.Resume(attempt(), Originator.CLIENT), done -> {});
  }

  void changeSession(AgentOwner agent) {
    List<AgentCommand> commands =
        List.of(
            logOut(),
            new AgentCommand.StreamOpened(),
            new AgentCommand.StreamLost(),
            new AgentCommand.NotReady(attempt(), CHAT, Optional.empty()),
            logIn(),
            logIn());
    AgentCommand any = commands.get(network.random.nextInt(commands.size()));
    network.send(() -> agent.decide(any));
  }

  /** After the faults everybody who can work does, until all go home. */
  void comeToWork(AgentOwner agent) {
    if (atHome) return;
    agent.decide(new AgentCommand.StreamOpened());
    boolean ready =
        agent
            .state()
            .session()
            .map(s -> s.media().values().stream().allMatch(Agent.MediaState::ready))
            .orElse(false);
    if (!ready) agent.decide(logIn());
  }

  void goHome() {
    atHome = true;
  }

  AgentCommand.LogIn logIn() {
    return new AgentCommand.LogIn(attempt(), Map.of(CHAT, true, EMAIL, true));
  }

  AgentCommand.LogOut logOut() {
    return new AgentCommand.LogOut(attempt(), Optional.empty());
  }

  private InteractionCommand stop(AgentId agent) {
    return new InteractionCommand.Stop(attempt(), Originator.agent(agent), Optional.of("done"));
  }

  private InteractionCommand place(AgentId agent) {
    return new InteractionCommand.PlaceInQueue(
        attempt(),
        Originator.agent(agent),
        cluster.anyQueue(),
        network.chance(30),
        Optional.empty());
  }

  AttemptId attempt() {
    return new AttemptId("a" + ++attempts);
  }
}
