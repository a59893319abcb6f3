package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.agent.Holdings;
import io.ixion.engine.agent.ReservationAnswers;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import io.ixion.engine.shell.MessageCounts;
import io.ixion.engine.shell.ShardedPort;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Reaches agents wherever in the cluster they live. */
public final class ShardedAgents implements Agents {
  private final ActorSystem<?> system;
  private final DataReading reading;
  private final ShardedPort<AgentMessage> port;
  private final AtomicLong followers = new AtomicLong();

  /**
   * @param reading reads what followers of an agent are shown
   */
  public ShardedAgents(
      ActorSystem<?> system, AgentSettings settings, DataReading reading, MessageCounts counts) {
    this.system = system;
    this.reading = reading;
    this.port = new ShardedPort<>(system, AgentEntity.TYPE_KEY, settings.askTimeout(), counts);
  }

  /** Starts this node's part of the region; call once per node. */
  public static void start(
      ActorSystem<?> system,
      AgentSettings settings,
      Router router,
      Interactions interactions,
      Forwarding forwarding,
      ReservationAnswers answers,
      Holdings holdings,
      Clock clock) {
    var ports =
        new AgentEntity.Ports(
            router,
            interactions,
            forwarding,
            answers,
            holdings,
            new ByteBudget(settings.streamMemory()));
    var region = ClusterShardingSettings.create(system).withNoPassivationStrategy();
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    AgentEntity.TYPE_KEY,
                    context -> AgentEntity.create(context, ports, settings, clock))
                .withSettings(region));
  }

  @Override
  public CompletionStage<Outcome<Agent>> command(
      TenantId tenant, AgentId id, AgentCommand command, Condition condition) {
    long question = ThreadLocalRandom.current().nextLong();
    return port.<AgentMessage.Answer, Outcome<Agent>>ask(
        tenant,
        id,
        to -> new AgentMessage.Decide(question, command, condition, to),
        (answer, failure) -> {
          if (answer instanceof AgentMessage.Decided decided) return decided.outcome();
          if (answer instanceof AgentMessage.NotStored)
            throw new Unavailable("the journal did not take a change of agent " + id, null);
          throw noAnswer(id, failure);
        });
  }

  @Override
  public CompletionStage<Outcome<Interaction>> accept(
      TenantId tenant, AgentId id, OfferId offer, Condition condition) {
    long question = ThreadLocalRandom.current().nextLong();
    return port.<InteractionAnswer, Outcome<Interaction>>ask(
        tenant,
        id,
        to -> new AgentMessage.Accept(question, offer, condition, to),
        (answer, failure) -> InteractionAnswer.whole(offer.interaction(), answer, failure));
  }

  @Override
  public void reserve(TenantId tenant, Match match, MediaType medium) {
    port.tell(tenant, match.agent(), new AgentMessage.Reserve(match, medium));
  }

  private static Unavailable noAnswer(AgentId id, Throwable failure) {
    return new Unavailable("agent " + id + " did not answer in time", failure);
  }

  @Override
  public CompletionStage<Optional<Agent>> find(TenantId tenant, AgentId id) {
    return port.<AgentMessage.Found, Optional<Agent>>ask(
        tenant,
        id,
        AgentMessage.Find::new,
        (found, failure) -> {
          if (failure != null)
            throw Unavailable.notDone("agent " + id + " did not answer in time", failure);
          return found.agent();
        });
  }

  @Override
  public void cancelReservation(TenantId tenant, AgentId id, InteractionId interaction) {
    port.tell(tenant, id, new AgentMessage.CancelReservation(interaction));
  }

  @Override
  public AutoCloseable follow(
      TenantId tenant,
      AgentId id,
      Optional<AgentNotice.Position> after,
      Consumer<FollowedNotice> sink) {
    ActorRef<Follower.Message> follower =
        system.systemActorOf(
            Follower.create(tenant, port.entity(tenant, id), after, reading, sink),
            "follower-" + followers.incrementAndGet(),
            Props.empty());
    return () -> follower.tell(new Follower.Close());
  }

  /** Tells an agent of an interaction that is, or was, its own. */
  public void workChanged(TenantId tenant, AgentId id, InteractionHeader interaction) {
    port.tell(tenant, id, new AgentMessage.WorkChanged(interaction));
  }

  /** Asks an agent to tell the router its availability. */
  public void tellRouter(TenantId tenant, AgentId id) {
    port.tell(tenant, id, new AgentMessage.TellRouter());
  }

  /** Brings an agent to life whose session may be waiting for its end. */
  public void wake(TenantId tenant, AgentId id) {
    port.tell(tenant, id, new AgentMessage.Wake());
  }
}
