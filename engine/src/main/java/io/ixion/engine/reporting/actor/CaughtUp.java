package io.ixion.engine.reporting.actor;

import akka.actor.typed.ActorSystem;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.kernel.Unavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits until the read tables show everything that was durable when the wait began. */
final class CaughtUp {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final String HEAD =
      "select j.txid::text, j.ordering from event_journal j order by j.txid desc, j.ordering desc limit 1";
  private static final String PASSED =
      """
      select (p.txid, p.ordering) >= (?::text::xid8, ?)
      from read_side_position p where p.reader = 'journal'
      """;

  private final ActorSystem<?> system;
  private final AsyncJdbc jdbc;

  private record Head(String txid, long ordering) {}

  CaughtUp(ActorSystem<?> system, AsyncJdbc jdbc) {
    this.system = system;
    this.jdbc = jdbc;
  }

  CompletionStage<Void> within(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    return jdbc.run(CaughtUp::head).thenCompose(head -> passed(head, deadline));
  }

  /** Tries until they do, however often the database or the reader fails meanwhile. */
  CompletionStage<Void> atLast(Duration limit) {
    return within(limit)
        .handle((shown, failure) -> failure == null)
        .thenCompose(
            shown ->
                shown
                    ? CompletableFuture.completedFuture(null)
                    : later().thenCompose(now -> atLast(limit)));
  }

  private CompletionStage<Void> passed(Head head, long deadline) {
    return jdbc.run(connection -> isPassed(connection, head))
        .thenCompose(
            passed -> {
              if (passed) return CompletableFuture.completedFuture(null);
              if (System.nanoTime() > deadline)
                return CompletableFuture.failedFuture(
                    new Unavailable("the read side has not caught up in time", null));
              return later().thenCompose(now -> passed(head, deadline));
            });
  }

  private CompletionStage<Void> later() {
    var done = new CompletableFuture<Void>();
    system
        .scheduler()
        .scheduleOnce(LOOK_AGAIN, () -> done.complete(null), system.executionContext());
    return done;
  }

  private static Head head(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEAD);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? new Head(row.getString(1), row.getLong(2)) : new Head("0", 0);
    }
  }

  private static boolean isPassed(Connection connection, Head head) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PASSED)) {
      statement.setString(1, head.txid());
      statement.setLong(2, head.ordering());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
