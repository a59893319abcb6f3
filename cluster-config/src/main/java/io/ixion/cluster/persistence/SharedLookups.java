package io.ixion.cluster.persistence;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.jdbc.JdbcBackend;

/**
 * Answers one question about each of many entities by one query: every start of an entity asks it,
 * and for most of those that start nothing is stored. How many may ask at a time is bounded by
 * {@code akka.persistence.max-concurrent-recoveries}. A query that fails is told to those that
 * shared it; the next one is for the others.
 *
 * @param <A> what is found
 */
final class SharedLookups<A> {
  /** With more of them, most lookups have a query of their own; with one, all wait if it hangs. */
  static final int MOST_AT_ONCE = 2;

  static final int BATCH = 200;

  private final JdbcBackend.DatabaseDef database;
  private final ExecutionContext executor;
  private final A nothing;
  private final Query<A> query;
  private final ConcurrentLinkedQueue<Lookup<A>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  /** Finds, by persistence id, what is stored; those of which nothing is may be left out. */
  interface Query<A> {
    Map<String, A> run(Connection connection, Array persistenceIds) throws SQLException;
  }

  private record Lookup<A>(String persistenceId, Promise<A> answer) {}

  /**
   * @param nothing the answer for an entity of which nothing is found
   */
  SharedLookups(
      JdbcBackend.DatabaseDef database, ExecutionContext executor, A nothing, Query<A> query) {
    this.database = database;
    this.executor = executor;
    this.nothing = nothing;
    this.query = query;
  }

  Future<A> find(String persistenceId) {
    var lookup = new Lookup<A>(persistenceId, Promise.apply());
    waiting.add(lookup);
    next();
    return lookup.answer().future();
  }

  private void next() {
    while (!waiting.isEmpty()) {
      if (running.incrementAndGet() > MOST_AT_ONCE) {
        running.decrementAndGet();
        return; // whoever ends next takes what waits
      }
      List<Lookup<A>> batch = batch();
      if (batch.isEmpty()) running.decrementAndGet();
      else run(batch);
    }
  }

  private List<Lookup<A>> batch() {
    var batch = new ArrayList<Lookup<A>>();
    for (Lookup<A> one = waiting.poll();
        one != null;
        one = batch.size() < BATCH ? waiting.poll() : null) batch.add(one);
    return batch;
  }

  private void run(List<Lookup<A>> batch) {
    Future<Map<String, A>> found = Future.apply(() -> query(batch), database.ioExecutionContext());
    found.onComplete(
        result -> {
          running.decrementAndGet();
          batch.forEach(lookup -> lookup.answer().complete(answer(lookup, result)));
          next();
          return null;
        },
        executor);
  }

  private Try<A> answer(Lookup<A> lookup, Try<Map<String, A>> result) {
    if (result.isFailure()) return new Failure<>(result.failed().get());
    return new Success<>(result.get().getOrDefault(lookup.persistenceId(), nothing));
  }

  private Map<String, A> query(List<Lookup<A>> batch) {
    Object[] ids = batch.stream().map(Lookup::persistenceId).distinct().toArray();
    try (Connection connection = database.source().createConnection()) {
      return query.run(connection, connection.createArrayOf("varchar", ids));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look up what is stored: " + e.getMessage(), e);
    }
  }
}
