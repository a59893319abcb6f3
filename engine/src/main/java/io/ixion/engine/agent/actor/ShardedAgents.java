package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.agent.Holdings;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.engine.routing.Router;
import io.ixion.engine.shell.RepeatedAsk;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Reaches agents wherever in the cluster they live. */
public final class ShardedAgents implements Agents {
  private final ActorSystem<?> system;
  private final Interactions interactions;
  private final ClusterSharding sharding;
  private final RepeatedAsk.Later later;
  private final Duration askTimeout;
  private final AtomicLong followers = new AtomicLong();

  private ShardedAgents(ActorSystem<?> system, Interactions interactions, Duration askTimeout) {
    this.system = system;
    this.interactions = interactions;
    this.sharding = ClusterSharding.get(system);
    this.later =
        (pause, step) ->
            system.scheduler().scheduleOnce(pause, step, system.executionContext())::cancel;
    this.askTimeout = askTimeout;
  }

  /** Starts this node's part of the region; call once per node. */
  public static ShardedAgents start(
      ActorSystem<?> system,
      AgentSettings settings,
      Router router,
      Interactions interactions,
      Holdings holdings,
      Clock clock) {
    var ports =
        new AgentEntity.Ports(
            router, interactions, holdings, new ByteBudget(settings.streamMemory()));
    var region = ClusterShardingSettings.create(system).withNoPassivationStrategy();
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    AgentEntity.TYPE_KEY,
                    context -> AgentEntity.create(context, ports, settings, clock))
                .withSettings(region));
    return new ShardedAgents(system, interactions, settings.askTimeout());
  }

  @Override
  public CompletionStage<Outcome<Agent>> command(
      TenantId tenant, AgentId id, AgentCommand command, Condition condition) {
    EntityRef<AgentMessage> owner = entity(tenant, id);
    long question = ThreadLocalRandom.current().nextLong();
    return RepeatedAsk.then(
        RepeatedAsk.<AgentMessage.Answer>repeated(
            later,
            askTimeout,
            limit ->
                owner.ask(to -> new AgentMessage.Decide(question, command, condition, to), limit)),
        (answer, failure) -> {
          if (answer instanceof AgentMessage.Decided decided) return decided.outcome();
          if (answer instanceof AgentMessage.NotStored)
            throw new Unavailable("the journal did not take a change of agent " + id, null);
          throw noAnswer(id, failure);
        });
  }

  @Override
  public CompletionStage<Outcome<OfferId>> reserve(
      TenantId tenant, AgentId id, OfferId offer, MediaType medium) {
    EntityRef<AgentMessage> owner = entity(tenant, id);
    return RepeatedAsk.then(
        RepeatedAsk.<AgentMessage.Reserved>repeated(
            later,
            askTimeout,
            limit -> owner.ask(to -> new AgentMessage.Reserve(offer, medium, to), limit)),
        (reserved, failure) -> {
          if (failure != null) throw noAnswer(id, failure);
          return reserved.outcome();
        });
  }

  private static Unavailable noAnswer(AgentId id, Throwable failure) {
    return new Unavailable("agent " + id + " did not answer in time", failure);
  }

  @Override
  public CompletionStage<Optional<Agent>> find(TenantId tenant, AgentId id) {
    EntityRef<AgentMessage> owner = entity(tenant, id);
    return RepeatedAsk.then(
        RepeatedAsk.<AgentMessage.Found>repeated(
            later, askTimeout, limit -> owner.ask(AgentMessage.Find::new, limit)),
        (found, failure) -> {
          if (failure != null)
            throw Unavailable.notDone("agent " + id + " did not answer in time", failure);
          return found.agent();
        });
  }

  @Override
  public void cancelReservation(TenantId tenant, AgentId id, InteractionId interaction) {
    entity(tenant, id).tell(new AgentMessage.CancelReservation(interaction));
  }

  @Override
  public AutoCloseable follow(
      TenantId tenant,
      AgentId id,
      Optional<AgentNotice.Position> after,
      Consumer<FollowedNotice> sink) {
    ActorRef<Follower.Message> follower =
        system.systemActorOf(
            Follower.create(entity(tenant, id), after, new WholeReader(interactions, tenant), sink),
            "follower-" + followers.incrementAndGet(),
            Props.empty());
    return () -> follower.tell(new Follower.Close());
  }

  /** Tells an agent of an interaction that is, or was, its own. */
  public void workChanged(TenantId tenant, AgentId id, InteractionHeader interaction) {
    entity(tenant, id).tell(new AgentMessage.WorkChanged(interaction));
  }

  /** RepeatedAsk an agent to tell the router its availability. */
  public void tellRouter(TenantId tenant, AgentId id) {
    entity(tenant, id).tell(new AgentMessage.TellRouter());
  }

  /** Brings an agent to life whose session may be waiting for its end. */
  public void wake(TenantId tenant, AgentId id) {
    entity(tenant, id).tell(new AgentMessage.Wake());
  }

  private EntityRef<AgentMessage> entity(TenantId tenant, AgentId id) {
    return sharding.entityRefFor(AgentEntity.TYPE_KEY, EntityKey.of(tenant, id));
  }
}
