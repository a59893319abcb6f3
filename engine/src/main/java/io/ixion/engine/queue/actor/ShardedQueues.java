package io.ixion.engine.queue.actor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.MailboxSelector;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.decision.Rejection;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueCatalogue;
import io.ixion.engine.queue.QueueDefinition;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.Queues;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import io.ixion.engine.shell.MessageCounts;
import io.ixion.engine.shell.ShardedPort;
import java.time.Clock;
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

  /** What a queue cannot keep up with is lost, and found again as whatever is lost. */
  private static final int MOST_MESSAGES = 100_000;

  private final ShardedPort<QueueMessage> port;
  private final QueueCatalogue catalogue;
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();

  public ShardedQueues(
      ActorSystem<?> system,
      QueueSettings settings,
      QueueCatalogue catalogue,
      MessageCounts counts) {
    this.port = new ShardedPort<>(system, QueueEntity.TYPE_KEY, settings.askTimeout(), counts);
    this.catalogue = catalogue;
  }

  /** Starts this node's part of the region; call once per node. */
  public static void start(
      ActorSystem<?> system,
      QueueSettings settings,
      Router router,
      Agents agents,
      Interactions interactions,
      Backlog backlog,
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
                .withEntityProps(MailboxSelector.bounded(MOST_MESSAGES))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
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
    return port.<QueueStatus, QueueStatus>ask(
        tenant,
        id,
        QueueMessage.GetStatus::new,
        (status, failure) -> {
          if (failure != null)
            throw Unavailable.notDone("queue " + id + " did not answer in time", failure);
          return status;
        });
  }

  /** Tells a queue of an interaction that is, or was, its own. */
  public void tell(TenantId tenant, QueueId id, QueueNews news) {
    port.tell(tenant, id, new QueueMessage.News(news));
  }

  /** Passes on an agent's answer to a reservation. */
  public void reserved(TenantId tenant, Match match, Optional<Rejection> refused) {
    port.tell(tenant, match.queue(), new QueueMessage.Reserved(match, refused));
  }

  /** Passes on a proposal of the router. */
  public void propose(TenantId tenant, Match match) {
    port.tell(tenant, match.queue(), new QueueMessage.Propose(match));
  }

  /** Asks a queue to tell the router everything. */
  public void tellRouter(TenantId tenant, QueueId id) {
    port.tell(tenant, id, new QueueMessage.TellAgain());
  }

  /** Brings a queue to life: what waits in it may have nobody else. */
  public void wake(TenantId tenant, QueueId id) {
    port.tell(tenant, id, new QueueMessage.Wake());
  }
}
