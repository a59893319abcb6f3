package io.ixion.cluster.downing;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.cluster.NodeConfig;
import io.ixion.cluster.downing.domain.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** A node of a cluster and nothing else: database, guard, actor system. */
record Guarded(
    Database database,
    ClusterGuard guard,
    ActorSystem<Void> system,
    CompletableFuture<Reason> halted)
    implements AutoCloseable {
  /** A fence is told by the refusal of a connection, for which the pool waits so long. */
  private static final String SOON =
      "akka-persistence-jdbc.shared-databases.slick.db.connectionTimeout = 2000";

  static Guarded start(Database database, List<Address> seedNodes) {
    var halted = new CompletableFuture<Reason>();
    return start(database, seedNodes, halted, halted::complete);
  }

  private static Guarded start(
      Database database,
      List<Address> seedNodes,
      CompletableFuture<Reason> halted,
      Consumer<Reason> halt) {
    Config config =
        NodeConfig.load(ConfigFactory.parseString(SOON).withFallback(database.akkaConfig()));
    ClusterGuard guard =
        halt == null
            ? ClusterGuard.open(database, config)
            : ClusterGuard.open(database, config, halt);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "ixion", config);
    guard.watch(system);
    Cluster.get(system)
        .manager()
        .tell(seedNodes.isEmpty() ? Join.create(system.address()) : new JoinSeedNodes(seedNodes));
    return new Guarded(database, guard, system, halted);
  }

  Address address() {
    return system.address();
  }

  List<Member> members() {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .filter(member -> member.status() == MemberStatus.up())
        .toList();
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(1, TimeUnit.MINUTES);
    } catch (TimeoutException | InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      guard.close();
    }
  }

  /** A node in a process of its own, so that it can be killed, frozen and halted. */
  static Process process(Database database, Address seedNode) throws Exception {
    var child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            seedNode.toString());
    child.environment().put(DatabaseSettings.URL, database.jdbcUrl());
    child.environment().put(DatabaseSettings.USER, database.user());
    child.environment().put(DatabaseSettings.PASSWORD, database.password());
    return child.inheritIO().start();
  }

  /** What the other process runs. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Map<String, String> environment = System.getenv();
      Database database = Database.open(DatabaseSettings.of(Path.of("not-used"), environment));
      Optional.of(arguments[0])
          .map(AddressFromURIString::parse)
          .ifPresent(seed -> start(database, List.of(seed), new CompletableFuture<>(), null));
    }
  }
}
