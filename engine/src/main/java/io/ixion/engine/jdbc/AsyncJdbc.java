package io.ixion.engine.jdbc;

import io.ixion.engine.decision.NotStorable;
import io.ixion.engine.decision.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Runs database work on a few threads of its own, so that nothing else ever waits for the database.
 * What does not fit into its bounded queue is refused with {@link Unavailable}.
 */
public final class AsyncJdbc implements AutoCloseable {
  private final DataSource database;
  private final ThreadPoolExecutor threads;
  private final Duration longestWait;
  private final Executor after;

  /** Work with one connection. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * @param threads queries at the same time
   * @param mostWaiting queries that may wait for a thread
   * @param longestWait how long; one that has waited longer is refused, as its caller has no time
   *     left for its answer
   * @param after where callers go on with results: these threads are for the database
   */
  public AsyncJdbc(
      DataSource database, int threads, int mostWaiting, Duration longestWait, Executor after) {
    this.database = database;
    this.after = after;
    this.longestWait = longestWait;
    var number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostWaiting),
            work -> {
              var thread = new Thread(work, "ixion-jdbc-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs work that only reads. The stage fails with {@link Unavailable} when the database is away
   * or there is no turn to be had, with {@link NotStorable} when it takes none of this work's
   * values, and with anything else for a defect.
   */
  public <T> CompletionStage<T> run(Work<T> work) {
    return submit(new Query<>(work, false));
  }

  /** The same for work that changes something: if its answer is lost it may have been done. */
  public <T> CompletionStage<T> change(Work<T> work) {
    return submit(new Query<>(work, true));
  }

  private <T> CompletionStage<T> submit(Query<T> query) {
    try {
      threads.execute(query);
    } catch (RejectedExecutionException full) {
      query.result.completeExceptionally(
          Unavailable.notDone("too many queries wait for the database", full));
    }
    return query.result;
  }

  /** Work and whoever waits for it, who always hears of its end. */
  private final class Query<T> implements Runnable {
    private final Work<T> work;
    private final boolean changes;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final long askedAt = System.nanoTime();

    Query(Work<T> work, boolean changes) {
      this.work = work;
      this.changes = changes;
    }

    @Override
    public void run() {
      if (System.nanoTime() - askedAt > longestWait.toNanos()) {
        result.completeExceptionally(
            Unavailable.notDone("queries wait longer for the database than " + longestWait, null));
        return;
      }
      try {
        T value = value(); // the connection is back before anybody goes on with it
        told(() -> result.complete(value));
      } catch (RuntimeException | Error e) {
        told(() -> result.completeExceptionally(e));
      }
    }

    private void told(Runnable news) {
      try {
        after.execute(news);
      } catch (RejectedExecutionException stopping) {
        news.run();
      }
    }

    private T value() {
      boolean begun = false;
      try (Connection connection = database.getConnection()) {
        begun = true;
        return work.with(connection);
      } catch (SQLException e) {
        throw failure(e, begun && changes);
      }
    }
  }

  private static RuntimeException failure(SQLException e, boolean mayBeDone) {
    return switch (SqlFailure.of(e)) {
      case REFUSED ->
          new NotStorable("the database refuses a value (SQL state " + e.getSQLState() + ")");
      case DEFECT -> new IllegalStateException("a statement of Ixion fails: " + e.getMessage(), e);
      case AWAY -> {
        String message = "the database does not answer: " + e.getMessage();
        yield mayBeDone ? new Unavailable(message, e) : Unavailable.notDone(message, e);
      }
    };
  }

  /** Refuses what waits; what runs is interrupted. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow())
      if (waiting instanceof Query<?> query)
        query.result.completeExceptionally(Unavailable.notDone("this node stops", null));
  }
}
