package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Nodes that know one another's name only. */
class DnsDiscoveryIT {
  private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void threeNodesBehindOneNameFormOneCluster() throws Exception {
    var nodes = new ArrayList<ActorSystem<Void>>();
    int management = freePort();
    try (var names = new NameServer(ADDRESSES)) {
      for (String address : ADDRESSES) nodes.add(start(config(address, management, names)));
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!nodes.stream().allMatch(DnsDiscoveryIT::seesThree) && System.nanoTime() < end)
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // between two looks
      assertThat(nodes).allMatch(DnsDiscoveryIT::seesThree);
    } finally {
      nodes.forEach(ActorSystem::terminate);
      for (var node : nodes)
        node.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static ActorSystem<Void> start(Config config) {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "ixion", config);
    ClusterJoin.join(system, ClusterSettings.from(config));
    return system;
  }

  private static Config config(String address, int management, NameServer names) {
    return NodeConfig.load(
        ConfigFactory.parseMap(
            Map.of(
                "ixion.cluster.host",
                address,
                "ixion.cluster.discovery",
                "dns",
                "ixion.cluster.bootstrap.service-name",
                "nodes.ixion.example",
                "ixion.cluster.bootstrap.required-nodes",
                3,
                "ixion.cluster.bootstrap.management-port",
                management,
                "akka.management.cluster.bootstrap.contact-point-discovery.stable-margin",
                "1s",
                "akka.cluster.jmx.multi-mbeans-in-same-jvm",
                "on",
                "akka.io.dns.async-dns.nameservers",
                List.of(names.address()))));
  }

  private static boolean seesThree(ActorSystem<?> node) {
    int up = 0;
    for (var member : Cluster.get(node).state().getMembers())
      if (member.status() == MemberStatus.up()) up++;
    return up == ADDRESSES.size();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    }
  }
}
