package io.ixion.cluster.downing;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.downing.DowningConfig.Strategy;
import io.ixion.cluster.downing.domain.DowningSettings;
import io.ixion.cluster.downing.domain.GuardView.Own;
import io.ixion.cluster.downing.domain.Reason;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's place in its cluster. It holds the node's lock from before it joins until after
 * it has left, watches the locks of the others, fences those that are proven dead before anybody
 * takes over from them, and halts this process if it is fenced itself.
 */
public final class ClusterGuard implements AutoCloseable {
  /** How the process of a node that was fenced ends. */
  public static final int FENCED_EXIT_CODE = 76;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterGuard.class);
  private static final int ATTEMPTS = 20;
  private static final long STOP_MS = 5_000;

  private final DowningSettings settings;
  private final Strategy strategy;
  private final LockSession session;
  private final Consumer<Reason> halt;
  private final DowningFigures figures = new DowningFigures();
  private volatile boolean closing;
  private Thread thread;

  private ClusterGuard(
      Database database, DowningSettings settings, Strategy strategy, Consumer<Reason> halt) {
    this.settings = settings;
    this.strategy = strategy;
    this.session = new LockSession(database, settings);
    this.halt = halt;
  }

  /**
   * Takes this node's lock. To be called before its actor system is made.
   *
   * @throws DatabaseProblem if the lock cannot be had
   * @throws IllegalArgumentException if a setting under {@code ixion.cluster.downing} is wrong
   */
  public static ClusterGuard open(Database database, Config config) {
    return open(database, config, ClusterGuard::halt);
  }

  static ClusterGuard open(Database database, Config config, Consumer<Reason> halt) {
    var guard =
        new ClusterGuard(
            database, DowningConfig.settings(config), DowningConfig.strategy(config), halt);
    if (guard.strategy == Strategy.PROOF) guard.takeLock();
    return guard;
  }

  private void takeLock() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (session.acquire() == Own.ALIVE) {
        figures.gotSession();
        return;
      }
      if (!Watch.pause(settings.poll().toMillis())) break;
    }
    throw new DatabaseProblem(
        "the node cannot take its lock in the database; see the log of the database");
  }

  /**
   * Watches the others from now on; to be called before the node joins them.
   *
   * @throws DatabaseProblem if the others cannot be told who this node is
   */
  public void watch(ActorSystem<?> system) {
    if (strategy != Strategy.PROOF) return;
    var members = new Members(system.classicSystem());
    register(members);
    var watch = new Watch(settings, session, members, figures, halt);
    thread = new Thread(() -> watch(watch), "cluster-guard");
    thread.setDaemon(true);
    thread.start();
  }

  /** Nobody looked at the session while the actor system was made: it may have to be replaced. */
  private void register(Members members) {
    try {
      session.register(members.uid(), members.place());
    } catch (SQLException lost) {
      takeLock();
      try {
        session.register(members.uid(), members.place());
      } catch (SQLException failure) {
        throw new DatabaseProblem(
            "the node cannot register in the database: " + failure.getMessage(), failure);
      }
    }
  }

  private void watch(Watch watch) {
    while (!closing) {
      long began = System.nanoTime();
      try {
        if (watch.turn()) continue;
      } catch (RuntimeException failure) {
        if (!closing) LOG.error("a look at the cluster failed; looking again", failure);
      }
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      if (!Watch.pause(Math.max(1, settings.poll().toMillis() - took))) return;
    }
  }

  /** What was done so far. */
  public DowningFigures figures() {
    return figures;
  }

  /**
   * Gives the lock back; to be called when the actor system has ended. If it is the thread of the
   * guard that is stuck in the database, its session times out soon.
   */
  @Override
  public void close() {
    closing = true;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(STOP_MS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    session.close();
  }

  /** No hook, no goodbye: whatever this process still did could harm. */
  private static void halt(Reason reason) {
    LOG.error("halting: {}", reason.words());
    Runtime.getRuntime().halt(FENCED_EXIT_CODE);
  }
}
