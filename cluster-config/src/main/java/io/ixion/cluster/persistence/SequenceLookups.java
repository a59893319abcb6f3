package io.ixion.cluster.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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
 * Answers "which is the last event of this entity" for many entities in one query: every start of
 * an entity asks it, and most of those that start are new. How many may ask at a time is bounded by
 * {@code akka.persistence.max-concurrent-recoveries}.
 */
final class SequenceLookups {
  private static final int MOST_AT_ONCE = 4;
  private static final int BATCH = 200;
  private static final String HIGHEST =
      "select persistence_id, max(sequence_number) from event_journal where persistence_id = any(?)"
          + " group by persistence_id";

  private final JdbcBackend.DatabaseDef database;
  private final ExecutionContext executor;
  private final ConcurrentLinkedQueue<Lookup> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  private record Lookup(String persistenceId, Promise<Object> answer) {}

  SequenceLookups(JdbcBackend.DatabaseDef database, ExecutionContext executor) {
    this.database = database;
    this.executor = executor;
  }

  /** The highest sequence number of the entity, 0 if it has no events. */
  Future<Object> highest(String persistenceId) {
    var lookup = new Lookup(persistenceId, Promise.apply());
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
      List<Lookup> batch = batch();
      if (batch.isEmpty()) running.decrementAndGet();
      else run(batch);
    }
  }

  private List<Lookup> batch() {
    var batch = new ArrayList<Lookup>();
    for (Lookup one = waiting.poll();
        one != null;
        one = batch.size() < BATCH ? waiting.poll() : null) batch.add(one);
    return batch;
  }

  private void run(List<Lookup> batch) {
    Future<Map<String, Long>> found =
        Future.apply(() -> query(batch), database.ioExecutionContext());
    found.onComplete(
        result -> {
          running.decrementAndGet();
          batch.forEach(lookup -> lookup.answer().complete(answer(lookup, result)));
          next();
          return null;
        },
        executor);
  }

  private static Try<Object> answer(Lookup lookup, Try<Map<String, Long>> result) {
    if (result.isFailure()) return new Failure<>(result.failed().get());
    return new Success<>(result.get().getOrDefault(lookup.persistenceId(), 0L));
  }

  private Map<String, Long> query(List<Lookup> batch) {
    try (Connection connection = database.source().createConnection();
        PreparedStatement statement = connection.prepareStatement(HIGHEST)) {
      Object[] ids = batch.stream().map(Lookup::persistenceId).distinct().toArray();
      statement.setArray(1, connection.createArrayOf("varchar", ids));
      var highest = new HashMap<String, Long>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) highest.put(rows.getString(1), rows.getLong(2));
      }
      return highest;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look for the last events: " + e.getMessage(), e);
    }
  }
}
