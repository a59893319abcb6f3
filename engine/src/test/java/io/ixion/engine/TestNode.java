package io.ixion.engine;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.cluster.NodeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real node without its HTTP side: embedded database, cluster of one, engine. */
public final class TestNode implements AutoCloseable {
  private final Database database;
  private final ActorSystem<Void> system;
  private final Engine engine;

  private TestNode(Database database, ActorSystem<Void> system, Engine engine) {
    this.database = database;
    this.system = system;
    this.engine = engine;
  }

  public static TestNode start(Path directory, String... settings) {
    return start(Database.open(DatabaseSettings.of(directory, Map.of())), settings);
  }

  /** Starts a node on a database that outlives it, or that is its own. */
  public static TestNode start(Database database, String... settings) {
    var config =
        ConfigFactory.parseString(String.join("\n", settings))
            .withFallback(NodeConfig.load(database.akkaConfig()))
            .resolve();
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "ixion", config);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    Engine engine = IxionEngine.start(system, database.dataSource());
    var node = new TestNode(database, system, engine);
    await("the node to be ready", () -> engine.figures().ready());
    return node;
  }

  public Engine engine() {
    return engine;
  }

  public Database database() {
    return database;
  }

  public ActorSystem<Void> system() {
    return system;
  }

  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks again and again until the condition holds; gives up after a minute. */
  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new IllegalStateException("waited in vain for " + what);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  /** Gone when the tests are over. */
  public static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("ixion-test");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator)
        Files.delete(path);
    } catch (IOException | UncheckedIOException leftBehind) {
      // it is a temporary one
    }
  }

  /** Stops the node and leaves the database running. */
  public void stop() {
    system.terminate();
    get(system.getWhenTerminated());
  }

  @Override
  public void close() {
    stop();
    database.close();
  }
}
