package io.ixion.engine.jdbc;

import io.ixion.engine.kernel.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
   */
  public AsyncJdbc(DataSource database, int threads, int mostWaiting, Duration longestWait) {
    this.database = database;
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

  /** Runs the work; a stage that fails does so with {@link Unavailable}. */
  public <T> CompletionStage<T> run(Work<T> work) {
    var query = new Query<>(work);
    try {
      threads.execute(query);
    } catch (RejectedExecutionException full) {
      query.result.completeExceptionally(
          new Unavailable("too many queries wait for the database", full));
    }
    return query.result;
  }

  /** Work and whoever waits for it, who always hears of its end. */
  private final class Query<T> implements Runnable {
    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final long askedAt = System.nanoTime();

    Query(Work<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (System.nanoTime() - askedAt > longestWait.toNanos()) {
        result.completeExceptionally(
            new Unavailable("queries wait longer for the database than " + longestWait, null));
        return;
      }
      try (Connection connection = database.getConnection()) {
        result.complete(work.with(connection));
      } catch (SQLException e) {
        result.completeExceptionally(
            new Unavailable("the database does not answer: " + e.getMessage(), e));
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  /** Refuses what waits; what runs is interrupted. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow())
      if (waiting instanceof Query<?> query)
        query.result.completeExceptionally(new Unavailable("this node stops", null));
  }
}
