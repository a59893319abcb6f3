package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.ReadSideFigures;
import io.ixion.engine.reporting.domain.Fold;
import io.ixion.engine.reporting.domain.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the journal to the read tables, batch after batch in commit order; rows and position
 * change in one transaction, and the position only from the value that was read, so that a second
 * owner can do no harm. Used by one thread at a time.
 *
 * <p>Commit order without waiting for gaps: a row is read once no transaction that could still
 * commit before it is open, that is, when its transaction id lies below the oldest one running.
 */
final class Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
  private static final String READ_POSITION =
      "select txid::text::bigint, ordering from read_side_position where reader = 'journal'";
  // The names are qualified because an unqualified txid in "order by" would be the cast, not the
  // column.
  private static final String READ_BATCH =
      """
      select j.txid::text::bigint, j.ordering, j.persistence_id, j.sequence_number, j.write_timestamp, j.event_payload
      from event_journal j
      where (j.txid, j.ordering) > (?::text::xid8, ?) and j.txid < pg_snapshot_xmin(pg_current_snapshot())
      order by j.txid, j.ordering limit ?
      """;
  private static final String MOVE_POSITION =
      """
      update read_side_position set txid = ?::text::xid8, ordering = ?
      where reader = 'journal' and txid = ?::text::xid8 and ordering = ?
      """;
  private static final String FAILED =
      "insert into read_side_failure (persistence_id, sequence_number, reason) values (?, ?, ?) on conflict do nothing";

  private final DataSource database;
  private final List<Projected<?, ?>> tables;
  private final int batchSize;
  private final ReadSideFigures figures;
  private Position position;

  private record Position(long txid, long ordering) {}

  Projection(
      DataSource database, List<Projected<?, ?>> tables, int batchSize, ReadSideFigures figures) {
    this.database = database;
    this.tables = tables;
    this.batchSize = batchSize;
    this.figures = figures;
  }

  /**
   * Applies the next batch.
   *
   * @return whether there may be more at once
   */
  boolean applyNext() throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (position == null) position = readPosition(connection);
      List<JournalRow> batch = readBatch(connection);
      if (batch.isEmpty()) {
        figures.applied(0, 0);
        return false;
      }
      apply(connection, batch);
      return batch.size() == batchSize;
    } catch (SQLException | RuntimeException e) {
      forget();
      throw e;
    }
  }

  private void forget() {
    position = null;
    tables.forEach(Projected::forget);
  }

  private static Position readPosition(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_POSITION);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Position(row.getLong(1), row.getLong(2));
    }
  }

  private List<JournalRow> readBatch(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_BATCH)) {
      statement.setLong(1, position.txid());
      statement.setLong(2, position.ordering());
      statement.setInt(3, batchSize);
      var rows = new ArrayList<JournalRow>();
      try (ResultSet r = statement.executeQuery()) {
        while (r.next())
          rows.add(
              new JournalRow(
                  r.getLong(1),
                  r.getLong(2),
                  r.getString(3),
                  r.getLong(4),
                  r.getLong(5),
                  r.getBytes(6)));
      }
      return rows;
    }
  }

  private void apply(Connection connection, List<JournalRow> batch) throws SQLException {
    try {
      inTransaction(connection, batch, null);
    } catch (SQLException e) {
      if (!isAboutData(e)) throw e;
      tables.forEach(Projected::forget);
      oneByOne(connection, batch);
    }
  }

  /**
   * The database refused a row of the batch: each row on its own, so that only the guilty one is
   * left out.
   */
  private void oneByOne(Connection connection, List<JournalRow> batch) throws SQLException {
    for (JournalRow row : batch) {
      try {
        inTransaction(connection, List.of(row), null);
      } catch (SQLException e) {
        if (!isAboutData(e)) throw e;
        tables.forEach(Projected::forget);
        inTransaction(
            connection,
            List.of(),
            new Fold.Failure(row, "the database refused it: " + e.getSQLState()));
      }
    }
  }

  private void inTransaction(Connection connection, List<JournalRow> rows, Fold.Failure refused)
      throws SQLException {
    JournalRow last = refused == null ? rows.get(rows.size() - 1) : refused.row();
    var failures = new ArrayList<Fold.Failure>();
    if (refused != null) failures.add(refused);
    connection.setAutoCommit(false);
    try {
      for (Projected<?, ?> table : tables) failures.addAll(table.apply(connection, rows));
      for (Fold.Failure failure : failures) store(connection, failure);
      move(connection, last);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    position = new Position(last.txid(), last.ordering());
    tables.forEach(Projected::confirm);
    failures.forEach(this::tell);
    long age =
        rows.isEmpty() ? 0 : Math.max(0, System.currentTimeMillis() - rows.get(0).writtenAt());
    figures.applied(rows.size(), age / 1000.0);
  }

  private void move(Connection connection, JournalRow last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE_POSITION)) {
      statement.setLong(1, last.txid());
      statement.setLong(2, last.ordering());
      statement.setLong(3, position.txid());
      statement.setLong(4, position.ordering());
      if (statement.executeUpdate() != 1)
        throw new IllegalStateException(
            "another node applies the journal; starting again from its position");
    }
  }

  private static void store(Connection connection, Fold.Failure failure) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
      statement.setString(1, failure.row().persistenceId());
      statement.setLong(2, failure.row().sequenceNumber());
      statement.setString(3, failure.reason());
      statement.executeUpdate();
    }
  }

  private void tell(Fold.Failure failure) {
    figures.failed();
    LOG.error(
        "event {} of {} is left out of the read tables (see read_side_failure): {}",
        failure.row().sequenceNumber(),
        failure.row().persistenceId(),
        failure.reason());
  }

  /** Classes 22 and 23: the data, not the connection, is what the database does not like. */
  private static boolean isAboutData(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }
}
