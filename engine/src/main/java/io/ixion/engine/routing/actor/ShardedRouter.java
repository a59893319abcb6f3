package io.ixion.engine.routing.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterListener;
import io.ixion.engine.routing.RouterSettings;
import java.time.Clock;
import java.util.List;

/**
 * The way to the router of a tenant, wherever it runs. Its entity id is {@code tenant|domain};
 * there is one routing domain, {@code default}. Long tellings travel in parts.
 */
public final class ShardedRouter implements Router {
  private static final EntityTypeKey<RouterCommand> TYPE =
      EntityTypeKey.create(RouterCommand.class, "router");
  private static final String DOMAIN = "|default";

  private final ActorRef<ShardingEnvelope<RouterCommand>> region;
  private final RouterFigures figures;
  private final int chunk;

  private ShardedRouter(
      ActorRef<ShardingEnvelope<RouterCommand>> region, RouterFigures figures, int chunk) {
    this.region = region;
    this.figures = figures;
    this.chunk = chunk;
  }

  /** Starts the shard region of the routers on this node. */
  public static ShardedRouter start(
      ActorSystem<?> system, RouterListener listener, Clock clock, RouterSettings settings) {
    var figures = new RouterFigures();
    ActorRef<ShardingEnvelope<RouterCommand>> region =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                    TYPE,
                    context ->
                        RouterEntity.create(
                            tenant(context.getEntityId()), listener, clock, settings, figures)));
    return new ShardedRouter(region, figures, settings.chunk());
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
    int parts = Math.max(1, (Math.max(waiting.size(), gone.size()) + chunk - 1) / chunk);
    for (int part = 0; part < parts; part++)
      tell(
          tenant,
          new RouterCommand.Waiting(
              queue, sequence, part, parts, whole, slice(waiting, part), slice(gone, part)));
  }

  @Override
  public void available(TenantId tenant, AgentAvailability agent) {
    tell(tenant, RouterCommand.Available.of(agent));
  }

  @Override
  public void settled(TenantId tenant, Match match, boolean taken) {
    tell(tenant, new RouterCommand.Settled(match, taken));
  }

  private void tell(TenantId tenant, RouterCommand command) {
    region.tell(new ShardingEnvelope<>(tenant + DOMAIN, command));
  }

  private <T> List<T> slice(List<T> all, int part) {
    int from = Math.min(all.size(), part * chunk);
    return all.subList(from, Math.min(all.size(), from + chunk));
  }

  private static TenantId tenant(String entityId) {
    return new TenantId(entityId.substring(0, entityId.length() - DOMAIN.length()));
  }
}
