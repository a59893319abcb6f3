package io.ixion.engine;

import akka.Done;
import akka.actor.ActorRef;
import akka.actor.CoordinatedShutdown;
import akka.actor.PoisonPill;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Shortens the stop of the last node of a cluster. A region that stops keeps what it was sent for
 * the node that takes over its shards; where there is none, it would wait for as long as the phase
 * of the shutdown lasts.
 */
final class LastNode {
  /** Long enough to end in order what is under way. */
  private static final Duration GRACE = Duration.ofMillis(1500);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Set<MemberStatus> TAKES_OVER =
      Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

  private final ActorSystem<?> system;

  private LastNode(ActorSystem<?> system) {
    this.system = system;
  }

  static void watch(ActorSystem<?> system) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseClusterShardingShutdownRegion(),
            "last-node",
            () -> {
              new LastNode(system).look(GRACE);
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  /** Again and again, as the others may stop as well; the scheduler ends with the system. */
  private void look(Duration after) {
    system
        .scheduler()
        .scheduleOnce(
            after,
            () -> {
              if (somebodyTakesOver()) look(LOOK_AGAIN);
              else stopRegions();
            },
            system.executionContext());
  }

  private boolean somebodyTakesOver() {
    Cluster cluster = Cluster.get(system);
    Member self = cluster.selfMember();
    for (Member member : cluster.state().getMembers())
      if (!member.equals(self) && TAKES_OVER.contains(member.status())) return true;
    return false;
  }

  private void stopRegions() {
    ClusterSharding sharding = ClusterSharding.get(Adapter.toClassic(system));
    for (String kind : sharding.getShardTypeNames())
      sharding.shardRegion(kind).tell(PoisonPill.getInstance(), ActorRef.noSender());
  }
}
