package io.ixion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.CoordinatedShutdown;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LastNodeTest {
  private static final EntityTypeKey<String> KIND = EntityTypeKey.create(String.class, "kind");

  /** A region gives up by itself, and says so, a second before the limit of its phase. */
  private static final String ALONE =
      """
      akka.actor.provider = cluster
      akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      akka.cluster.jmx.enabled = off
      akka.coordinated-shutdown {
        exit-jvm = off
        run-by-actor-system-terminate = on
        phases.cluster-sharding-shutdown-region.timeout = 30s
      }
      """;

  @Test
  void aRegionThatHoldsMessagesForNobodyEnds() {
    var kit =
        ActorTestKit.create(
            "last", ConfigFactory.parseString(ALONE).withFallback(ConfigFactory.load()));
    ActorSystem<Void> system = kit.system();
    LastNode.watch(system);
    var region =
        ClusterSharding.get(system)
            .init(Entity.of(KIND, entity -> Behaviors.receiveMessage(text -> Behaviors.same())));
    TestProbe<Object> probe = kit.createTestProbe();
    Cluster.get(system).manager().tell(Join.create(Cluster.get(system).selfMember().address()));
    probe.awaitAssert(
        () -> assertThat(Cluster.get(system).selfMember().status().toString()).isEqualTo("Up"));
    system
        .scheduler()
        .scheduleAtFixedRate(
            Duration.ZERO,
            Duration.ofMillis(1),
            () -> region.tell(new ShardingEnvelope<>("e" + System.nanoTime(), "hello")),
            system.executionContext());

    LoggingTestKit.warn("Graceful shutdown of shard region timed out")
        .withOccurrences(0)
        .expect(
            system,
            () ->
                CoordinatedShutdown.get(system)
                    .runAll(CoordinatedShutdown.unknownReason())
                    .toCompletableFuture()
                    .join());
  }
}
