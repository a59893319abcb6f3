package io.ixion.engine;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.typed.Cluster;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out when the regions of this node have been taken in by their coordinators: until then a
 * message to an entity waits here.
 */
final class ReachableShards {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final ActorSystem<?> system;
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  /** Looks from now on; call once every kind of entity was started. */
  ReachableShards(ActorSystem<?> system) {
    this.system = system;
    ClusterSharding sharding = ClusterSharding.get(Adapter.toClassic(system));
    Set<String> kinds = sharding.getShardTypeNames();
    missing.addAll(kinds);
    Address self = Cluster.get(system).selfMember().address();
    for (String kind : kinds) look(kind, sharding.shardRegion(kind), self);
  }

  boolean all() {
    return missing.isEmpty();
  }

  private void look(String kind, ActorRef region, Address self) {
    Patterns.ask(region, ShardRegion.getCurrentRegionsInstance(), ANSWER)
        .whenComplete(
            (answer, failure) -> {
              if (answer instanceof ShardRegion.CurrentRegions known
                  && known.getRegions().contains(self)) missing.remove(kind);
              else if (!system.getWhenTerminated().toCompletableFuture().isDone())
                later().thenRun(() -> look(kind, region, self));
            });
  }

  private CompletionStage<Void> later() {
    var done = new CompletableFuture<Void>();
    system
        .scheduler()
        .scheduleOnce(LOOK_AGAIN, () -> done.complete(null), system.executionContext());
    return done;
  }
}
