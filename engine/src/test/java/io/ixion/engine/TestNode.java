package io.ixion.engine;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.Database;
import io.ixion.cluster.NodeConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A real node without its HTTP side: a database, a cluster of one, engine. */
public final class TestNode implements AutoCloseable {
  private final Database database;
  private final ActorSystem<Void> system;
  private final Engine engine;

  private TestNode(Database database, ActorSystem<Void> system, Engine engine) {
    this.database = database;
    this.system = system;
    this.engine = engine;
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
