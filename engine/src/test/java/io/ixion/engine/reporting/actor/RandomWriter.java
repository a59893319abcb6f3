package io.ixion.engine.reporting.actor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Writes the journal as unfavourably as writers can: several transactions open at the same time for
 * a long while, some of them rolled back so that numbers are burnt. As with real entities, the next
 * event of one is written only when the one before it is committed or was written by the same
 * transaction.
 */
final class RandomWriter implements Callable<Map<Long, Long>> {
  private static final int TRANSACTIONS = 4;
  private static final int IDS = 10;

  private final ReadTables tables;
  private final long firstId;
  private final int steps;
  private final Random random;
  private final Map<Long, Long> committed = new HashMap<>();

  /** One open transaction with the revisions that it will have made, of ids of its own. */
  private record Open(Connection connection, long firstId, Map<Long, Long> pending) {}

  RandomWriter(ReadTables tables, int number, int steps) {
    this.tables = tables;
    this.firstId = 1_000L * (number + 1);
    this.steps = steps;
    this.random = new Random(number);
  }

  /** The revision that each id has in the end. */
  @Override
  public Map<Long, Long> call() throws SQLException {
    List<Open> open = new ArrayList<>();
    try {
      for (int t = 0; t < TRANSACTIONS; t++) {
        Connection connection = tables.connect();
        connection.setAutoCommit(false);
        open.add(new Open(connection, firstId + (long) t * IDS, new HashMap<>()));
      }
      for (int step = 0; step < steps; step++) step(open.get(random.nextInt(TRANSACTIONS)));
      for (Open one : open) commit(one);
    } finally {
      for (Open one : open) one.connection().close();
    }
    return committed;
  }

  private void step(Open open) throws SQLException {
    int dice = random.nextInt(20);
    if (dice == 0) {
      open.connection().rollback();
      open.pending().clear();
    } else if (dice < 6) {
      commit(open);
    } else {
      for (int i = random.nextInt(5); i >= 0; i--) append(open);
    }
  }

  private void append(Open open) throws SQLException {
    long id = open.firstId() + random.nextInt(IDS);
    long revision = open.pending().getOrDefault(id, committed.getOrDefault(id, 0L)) + 1;
    ReadTables.append(
        open.connection(), Lives.key(id), revision, ReadTables.bytes(Lives.event(id, revision)));
    open.pending().put(id, revision);
  }

  private void commit(Open open) throws SQLException {
    open.connection().commit();
    committed.putAll(open.pending());
    open.pending().clear();
  }
}
