package io.ixion.node;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import io.ixion.cluster.ClusterFigures;
import io.ixion.cluster.ClusterJoin;
import io.ixion.cluster.ClusterSettings;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.cluster.NodeConfig;
import io.ixion.cluster.downing.ClusterGuard;
import io.ixion.cluster.downing.DowningFigures;
import io.ixion.engine.Engine;
import io.ixion.engine.IxionEngine;
import io.ixion.http.HttpServer;
import io.ixion.http.HttpSettings;
import io.ixion.http.operations.JdbcProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: database, engine, membership of the cluster, and last the port of the API (why
 * in this order: decision 0009), closed in the opposite one.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
  private static final Duration PRACTICE_LIMIT = Duration.ofSeconds(3);

  private final Database database;
  private final ClusterGuard guard;
  private final ActorSystem<Void> system;
  private final Engine engine;
  private final HttpServer server;

  private Node(
      Database database,
      ClusterGuard guard,
      ActorSystem<Void> system,
      Engine engine,
      HttpServer server) {
    this.database = database;
    this.guard = guard;
    this.system = system;
    this.engine = engine;
    this.server = server;
  }

  /**
   * Starts a node and returns once it is ready.
   *
   * @throws StartProblem if the port is taken, a setting is wrong, or the engine does not get ready
   * @throws io.ixion.cluster.DatabaseProblem if there is no database to work with
   */
  public static Node start(NodeSettings settings) {
    return start(settings, () -> false);
  }

  /**
   * The same, unless it is called off meanwhile: then what was begun is undone as soon as the step
   * is over that is being taken.
   */
  static Node start(NodeSettings settings, BooleanSupplier calledOff) {
    var phases = new StartPhases();
    requireFree(settings);
    Database database =
        Database.open(DatabaseSettings.of(settings.dataDirectory(), settings.environment()));
    try {
      phases.done("database");
      StartWait.goOnUnless(calledOff);
      return start(settings, database, phases, calledOff);
    } catch (RuntimeException problem) {
      database.close();
      throw problem;
    }
  }

  /**
   * Looks before the database is started, so that this common mistake costs a second and a line.
   */
  private static void requireFree(NodeSettings settings) {
    if (settings.port() == 0) return;
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(settings.listen(), settings.port()));
    } catch (IOException | IllegalArgumentException taken) {
      throw new StartProblem(
          "cannot listen on "
              + settings.listen()
              + ":"
              + settings.port()
              + ": "
              + taken.getMessage()
              + ". Stop whatever listens there, or choose another --port or --listen",
          taken);
    }
  }

  private static Node start(
      NodeSettings settings, Database database, StartPhases phases, BooleanSupplier calledOff) {
    ActorSystem<Void> system = null;
    ClusterGuard guard = null;
    try {
      Config config = config(settings, database);
      HttpSettings http = HttpSettings.from(config);
      guard = ClusterGuard.open(database, config);
      system = ActorSystem.create(Behaviors.empty(), "ixion", config);
      phases.done("actor-system");
      guard.watch(system);
      ClusterSettings cluster = ClusterSettings.from(config);
      var started = new CompletableFuture<Void>();
      IxionEngine engine = IxionEngine.start(system, database.dataSource(), started);
      phases.done("engine");
      var server = new HttpServer(system, engine, probe(system, database, http), http);
      ClusterMetrics.show(server.metrics(), new ClusterFigures(system), guard.figures());
      phases.done("http");
      if (!cluster.knowsNobodyElse()) practise(engine);
      phases.done("practice");
      StartWait.goOnUnless(calledOff);
      ClusterJoin.join(system, cluster);
      awaitReady(engine, system, phases, calledOff);
      open(server, http);
      phases.done("port");
      started.complete(null);
      if (cluster.knowsNobodyElse()) engine.practise(); // for those who join later
      LOG.info("{}", phases);
      return new Node(database, guard, system, engine, server);
    } catch (ConfigException | IllegalArgumentException wrong) {
      stop(system, guard);
      throw new StartProblem("a setting is wrong: " + wrong.getMessage(), wrong);
    } catch (RuntimeException problem) {
      stop(system, guard);
      throw problem;
    }
  }

  private static Config config(NodeSettings settings, Database database) {
    return NodeConfig.load(
        settings
            .overrides()
            .withValue("ixion.http.listen", ConfigValueFactory.fromAnyRef(settings.listen()))
            .withValue("ixion.http.port", ConfigValueFactory.fromAnyRef(settings.port()))
            .withFallback(database.akkaConfig())
            .withFallback(HttpSettings.defaults()));
  }

  private static JdbcProbe probe(ActorSystem<?> system, Database database, HttpSettings http) {
    return new JdbcProbe(
        database.dataSource(),
        system.dispatchers().lookup(DispatcherSelector.blocking()),
        http.readyTimeout());
  }

  /**
   * The port opens when the node can serve, and not before: who finds it closed asks another node,
   * and what a node that has only just joined does for clients would delay what the others need of
   * it, for as long as nothing of it is compiled.
   */
  private static void open(HttpServer server, HttpSettings http) {
    String where = http.listen() + ":" + http.port();
    try {
      server.open().toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new StartProblem(
          "cannot listen on " + where + ": " + failure.getCause().getMessage(), failure);
    } catch (TimeoutException late) {
      throw new StartProblem("cannot listen on " + where + " within " + START_LIMIT, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartProblem("interrupted while starting", interrupted);
    }
  }

  /**
   * What is waited for happens at the same time: each phase is what it took longer than the last.
   */
  private static void awaitReady(
      Engine engine, ActorSystem<?> system, StartPhases phases, BooleanSupplier calledOff) {
    var waiting = new StartWait(system, START_LIMIT, calledOff);
    waiting.until("to be a member of the cluster", () -> engine.readiness().memberUp());
    phases.done("member-up");
    waiting.until("to reach the shards", () -> engine.readiness().shardsReachable());
    phases.done("shards");
    waiting.until("to see the read side caught up", () -> engine.readiness().isReady());
    phases.done("read-side");
  }

  /** Whether it succeeds or not: a node that has not practised is only slower at first. */
  private static void practise(IxionEngine engine) {
    try {
      engine.practise().toCompletableFuture().get(PRACTICE_LIMIT.toMillis(), MILLISECONDS);
    } catch (TimeoutException | ExecutionException unpractised) {
      LOG.info("starting: not everything could be practised within {}", PRACTICE_LIMIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartProblem("interrupted while starting", interrupted);
    }
  }

  public URI uri() {
    return server.uri();
  }

  public Engine engine() {
    return engine;
  }

  /** What this node did for the sake of its peers. */
  public DowningFigures downing() {
    return guard.figures();
  }

  public Database database() {
    return database;
  }

  /** Completes when the node is down, whether it was closed or left its cluster by itself. */
  public CompletionStage<Void> stopped() {
    return system.getWhenTerminated().thenAccept(done -> {});
  }

  /** Takes no more requests, ends streams and requests, stops the engine, then the database. */
  @Override
  public void close() {
    stop(system, guard);
    database.close();
  }

  /** The guard holds this node's lock for as long as anything of it could still write. */
  private static void stop(ActorSystem<?> system, ClusterGuard guard) {
    if (system != null) stop(system);
    if (guard != null) guard.close();
  }

  private static void stop(ActorSystem<?> system) {
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      LOG.warn(
          "the node did not stop within {}; what it was doing is repeated at its next start",
          STOP_LIMIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
