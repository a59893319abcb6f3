package io.ixion.engine.queue.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueCatalogue;
import io.ixion.engine.queue.QueueDefinition;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.Queues;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import io.ixion.engine.shell.RepeatedAsk;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Reaches queues wherever in the cluster they live, and their definitions in the catalogue. */
public final class ShardedQueues implements Queues {
  /** Queues of which it is remembered that they exist: none is ever removed. */
  private static final int MOST_REMEMBERED = 100_000;

  private final ClusterSharding sharding;
  private final RepeatedAsk.Later later;
  private final QueueCatalogue catalogue;
  private final Duration askTimeout;
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();

  private ShardedQueues(ActorSystem<?> system, QueueCatalogue catalogue, Duration askTimeout) {
    this.sharding = ClusterSharding.get(system);
    this.later =
        (pause, step) ->
            system.scheduler().scheduleOnce(pause, step, system.executionContext())::cancel;
    this.catalogue = catalogue;
    this.askTimeout = askTimeout;
  }

  /** Starts this node's part of the region; call once per node. */
  public static ShardedQueues start(
      ActorSystem<?> system,
      QueueSettings settings,
      Router router,
      Agents agents,
      Interactions interactions,
      Backlog backlog,
      QueueCatalogue catalogue,
      Clock clock) {
    var ports =
        new QueueEntity.Ports(
            router,
            agents,
            interactions,
            backlog,
            new SweepLimiter(settings.sweepsAtOnce(), system.executionContext()));
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    QueueEntity.TYPE_KEY,
                    context -> QueueEntity.create(context.getEntityId(), ports, settings, clock))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    return new ShardedQueues(system, catalogue, settings.askTimeout());
  }

  @Override
  public CompletionStage<QueueDefinition> put(
      TenantId tenant, QueueId id, Optional<String> description) {
    return catalogue.put(tenant, id, description).thenApply(this::remember);
  }

  @Override
  public CompletionStage<Optional<QueueDefinition>> find(TenantId tenant, QueueId id) {
    return catalogue.find(tenant, id).thenApply(found -> found.map(this::remember));
  }

  @Override
  public CompletionStage<Boolean> exists(TenantId tenant, QueueId id) {
    if (remembered.contains(EntityKey.of(tenant, id)))
      return CompletableFuture.completedFuture(true);
    return find(tenant, id).thenApply(Optional::isPresent);
  }

  @Override
  public CompletionStage<List<QueueDefinition>> list(
      TenantId tenant, Optional<QueueId> after, int limit) {
    return catalogue.list(tenant, after, limit);
  }

  private QueueDefinition remember(QueueDefinition definition) {
    if (remembered.size() >= MOST_REMEMBERED) remembered.clear();
    remembered.add(EntityKey.of(definition.tenant(), definition.id()));
    return definition;
  }

  @Override
  public CompletionStage<QueueStatus> status(TenantId tenant, QueueId id) {
    EntityRef<QueueMessage> owner = entity(tenant, id);
    return RepeatedAsk.then(
        RepeatedAsk.<QueueStatus>repeated(
            later, askTimeout, limit -> owner.ask(QueueMessage.GetStatus::new, limit)),
        (status, failure) -> {
          if (failure != null)
            throw Unavailable.notDone("queue " + id + " did not answer in time", failure);
          return status;
        });
  }

  /** Tells the queues that a change of an interaction concerns. */
  public void interactionChanged(Optional<InteractionHeader> before, InteractionHeader after) {
    if (!QueueNews.isNews(before, after)) return;
    TenantId tenant = after.tenant();
    QueueId now = after.position().queue();
    before
        .map(was -> was.position().queue())
        .filter(was -> !was.equals(now))
        .ifPresent(was -> entity(tenant, was).tell(QueueNews.of(after, was)));
    entity(tenant, now).tell(QueueNews.of(after, now));
  }

  /** Passes on a proposal of the router. */
  public void propose(TenantId tenant, Match match) {
    entity(tenant, match.queue()).tell(new QueueMessage.Propose(match));
  }

  /** RepeatedAsk a queue to tell the router everything. */
  public void tellRouter(TenantId tenant, QueueId id) {
    entity(tenant, id).tell(new QueueMessage.TellAgain());
  }

  /** Brings a queue to life: what waits in it may have nobody else. */
  public void wake(TenantId tenant, QueueId id) {
    entity(tenant, id).tell(new QueueMessage.Wake());
  }

  private EntityRef<QueueMessage> entity(TenantId tenant, QueueId id) {
    return sharding.entityRefFor(QueueEntity.TYPE_KEY, EntityKey.of(tenant, id));
  }
}
