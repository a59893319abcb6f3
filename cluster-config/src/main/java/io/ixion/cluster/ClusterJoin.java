package io.ixion.cluster;

import akka.Done;
import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a started actor system on its way into its cluster, as its settings say. */
public final class ClusterJoin {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterJoin.class);

  private ClusterJoin() {}

  /** Returns at once; that the node is a member, or gave up, shows in the cluster's events. */
  public static void join(ActorSystem<?> system, ClusterSettings settings) {
    if (!settings.alone()) settleBeforeLeaving(system, settings.settle());
    switch (settings.discovery()) {
      case STATIC -> joinSeeds(system, settings);
      case DNS, KUBERNETES -> bootstrap(system, settings);
    }
  }

  private static void settleBeforeLeaving(ActorSystem<?> system, Duration settle) {
    CoordinatedShutdown.get(system)
        .addTask(
            "shards-settled",
            "settle",
            () ->
                Patterns.after(
                    settle, system, () -> CompletableFuture.completedFuture(Done.getInstance())));
  }

  private static void joinSeeds(ActorSystem<?> system, ClusterSettings settings) {
    Cluster cluster = Cluster.get(system);
    Address self = cluster.selfMember().address();
    if (settings.alone()) {
      cluster.manager().tell(Join.create(self));
      return;
    }
    List<Address> seeds =
        settings.seedNodes().stream()
            .map(seed -> new Address(self.protocol(), self.system(), seed.host(), seed.port()))
            .toList();
    LOG.info("{} joins {}", self.hostPort(), settings.seedNodes());
    cluster.manager().tell(new JoinSeedNodes(seeds));
  }

  private static void bootstrap(ActorSystem<?> system, ClusterSettings settings) {
    LOG.info(
        "looks for {} nodes of {} by {}",
        settings.bootstrap().requiredNodes(),
        settings.bootstrap().serviceName(),
        settings.discovery());
    AkkaManagement.get(system)
        .start()
        .whenComplete(
            (listening, failure) -> {
              if (failure == null) return;
              LOG.error("cannot listen on the management port, so the node stops", failure);
              system.terminate();
            });
    ClusterBootstrap.get(system).start();
  }
}
