package io.ixion.http.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Asks the database for a sign of life, once at a time however many ask. */
public final class JdbcProbe implements OperationsRoutes.DatabaseProbe {
  private final DataSource database;
  private final Executor blocking;
  private final Duration within;
  private final AtomicReference<CompletableFuture<Boolean>> running = new AtomicReference<>();

  public JdbcProbe(DataSource database, Executor blocking, Duration within) {
    this.database = database;
    this.blocking = blocking;
    this.within = within;
  }

  @Override
  public CompletionStage<Boolean> reachable() {
    var mine = new CompletableFuture<Boolean>();
    CompletableFuture<Boolean> now =
        running.updateAndGet(before -> before == null || before.isDone() ? mine : before);
    if (now == mine) blocking.execute(() -> mine.complete(answers()));
    return now.copy().completeOnTimeout(false, within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean answers() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid((int) Math.max(1, within.toSeconds()));
    } catch (SQLException unreachable) {
      return false;
    }
  }
}
