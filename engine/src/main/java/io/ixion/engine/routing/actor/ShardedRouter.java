package io.ixion.engine.routing.actor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.MailboxSelector;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterNews;
import io.ixion.engine.routing.RouterSettings;
import io.ixion.engine.shell.MessageCounts;
import io.ixion.engine.shell.ShardedPort;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The way to the router of a tenant, wherever it runs. A tenant has one routing domain, {@code
 * default}. Long tellings travel in parts.
 */
public final class ShardedRouter implements Router {
  private static final EntityTypeKey<RouterCommand> TYPE =
      EntityTypeKey.create(RouterCommand.class, "router");
  private static final String DOMAIN = "default";

  /** Nobody asks a router. */
  private static final Duration NO_ANSWER = Duration.ZERO;

  /** What a router cannot keep up with is lost, and found again as whatever is lost. */
  private static final int MOST_MESSAGES = 100_000;

  private final ShardedPort<RouterCommand> port;
  private final RouterFigures figures = new RouterFigures();
  private final int chunk;

  public ShardedRouter(ActorSystem<?> system, RouterSettings settings, MessageCounts counts) {
    this.port = new ShardedPort<>(system, TYPE, NO_ANSWER, counts);
    this.chunk = settings.chunk();
  }

  /**
   * Starts the shard region of the routers on this node.
   *
   * @param effects runs what they decide
   */
  public void start(
      ActorSystem<?> system,
      BiConsumer<TenantId, RouterEffect> effects,
      Clock clock,
      RouterSettings settings) {
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    TYPE,
                    context ->
                        RouterEntity.create(
                            EntityKey.parse(context.getEntityId()).tenant(),
                            effects,
                            clock,
                            settings,
                            figures))
                .withEntityProps(MailboxSelector.bounded(MOST_MESSAGES)));
  }

  public RouterFigures figures() {
    return figures;
  }

  @Override
  public void waiting(
      TenantId tenant,
      QueueId queue,
      long sequence,
      boolean whole,
      List<Candidate> waiting,
      List<InteractionId> gone) {
    for (RouterNews part : RouterNews.parts(queue, sequence, whole, waiting, gone, chunk))
      tell(tenant, new RouterCommand.Waiting(part));
  }

  @Override
  public void available(TenantId tenant, AgentAvailability agent) {
    tell(tenant, RouterCommand.Available.of(agent));
  }

  @Override
  public void alive(TenantId tenant, AgentId agent, long version) {
    tell(tenant, new RouterCommand.Alive(agent, version));
  }

  @Override
  public void settled(TenantId tenant, Match match, boolean taken) {
    tell(tenant, new RouterCommand.Settled(match, taken));
  }

  private void tell(TenantId tenant, RouterCommand command) {
    port.tell(tenant, DOMAIN, command);
  }
}
