package io.ixion.engine.reporting.actor;

import akka.actor.typed.ActorSystem;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.jdbc.AsyncJdbc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits until the read tables show everything that was durable when the wait began. However many
 * wait, one query at a time looks for all of them: at a start every queue of a node does.
 */
final class CaughtUp {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int MOST_WAITING = 200_000;
  private static final String LOOK =
      """
      select coalesce(h.txid::text::bigint, 0), coalesce(h.ordering, 0), p.txid::text::bigint, p.ordering
      from read_side_position p
      left join lateral (select j.txid, j.ordering from event_journal j
        order by j.txid desc, j.ordering desc limit 1) h on true
      where p.reader = 'journal'
      """;

  private final ActorSystem<?> system;
  private final AsyncJdbc jdbc;
  private List<Waiting> fresh = new ArrayList<>();
  private List<Waiting> pending = new ArrayList<>();
  private boolean looking;

  private record Place(long txid, long ordering) {
    boolean isBeyond(Place other) {
      return txid > other.txid || txid == other.txid && ordering > other.ordering;
    }
  }

  private record Look(Place head, Place shown) {}

  /** Whoever waits; a fresh one has no head yet, as only one read after its call is its own. */
  private record Waiting(CompletableFuture<Void> done, long deadline, Place head) {}

  CaughtUp(ActorSystem<?> system, AsyncJdbc jdbc) {
    this.system = system;
    this.jdbc = jdbc;
  }

  CompletionStage<Void> within(Duration limit) {
    var done = new CompletableFuture<Void>();
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (this) {
      if (fresh.size() + pending.size() >= MOST_WAITING)
        return CompletableFuture.failedFuture(
            new Unavailable("too many wait for the read side", null));
      fresh.add(new Waiting(done, deadline, new Place(0, 0)));
      if (looking) return done;
      looking = true;
    }
    look();
    return done;
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

  private void look() {
    List<Waiting> joining;
    synchronized (this) {
      joining = fresh;
      fresh = new ArrayList<>();
    }
    jdbc.run(CaughtUp::read)
        .whenComplete(
            (look, failure) -> {
              if (failure == null) looked(joining, look);
              else failed(joining, failure);
            });
  }

  private void looked(List<Waiting> joining, Look look) {
    var all = new ArrayList<>(pending);
    for (Waiting one : joining) all.add(new Waiting(one.done(), one.deadline(), look.head()));
    var still = new ArrayList<Waiting>();
    var shown = new ArrayList<Waiting>();
    var late = new ArrayList<Waiting>();
    long now = System.nanoTime();
    for (Waiting one : all)
      if (!one.head().isBeyond(look.shown())) shown.add(one);
      else (now - one.deadline() > 0 ? late : still).add(one);
    goOn(still);
    shown.forEach(one -> one.done().complete(null));
    late.forEach(
        one ->
            one.done()
                .completeExceptionally(
                    new Unavailable("the read side has not caught up in time", null)));
  }

  private void failed(List<Waiting> joining, Throwable failure) {
    var all = new ArrayList<>(pending);
    all.addAll(joining);
    goOn(List.of());
    all.forEach(one -> one.done().completeExceptionally(failure));
  }

  /** The next look is due at once for those who came meanwhile, else after a pause. */
  private void goOn(List<Waiting> still) {
    boolean now;
    synchronized (this) {
      pending = List.copyOf(still);
      now = !fresh.isEmpty();
      looking = now || !still.isEmpty();
      if (!looking) return;
    }
    if (now) system.executionContext().execute(this::look);
    else later().thenRun(this::look);
  }

  private CompletionStage<Void> later() {
    var done = new CompletableFuture<Void>();
    system
        .scheduler()
        .scheduleOnce(LOOK_AGAIN, () -> done.complete(null), system.executionContext());
    return done;
  }

  private static Look read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOOK);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) throw new SQLException("the read side has no position");
      return new Look(
          new Place(row.getLong(1), row.getLong(2)), new Place(row.getLong(3), row.getLong(4)));
    }
  }
}
