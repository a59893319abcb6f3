package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.domain.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads table {@code event_journal} in commit order, and keeps how far it was applied.
 *
 * <p>Commit order without waiting for gaps: a row is read once no transaction that could still
 * commit before it is open, that is, when its transaction id lies below the oldest one running.
 */
final class JournalTable {
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
  private static final String FIRST_BEYOND =
      """
      select j.write_timestamp from event_journal j where (j.txid, j.ordering) > (?::text::xid8, ?)
      order by j.txid, j.ordering limit 1
      """;
  private static final String MOVE_POSITION =
      """
      update read_side_position set txid = ?::text::xid8, ordering = ?
      where reader = 'journal' and txid = ?::text::xid8 and ordering = ?
      """;
  // Rows that travel together; what is left of them when a batch is full by bytes is read again.
  private static final int FETCH = 100;

  private final int mostRows;
  private final long mostBytes;

  /** A place in commit order. */
  record Position(long txid, long ordering) {
    static Position of(JournalRow row) {
      return new Position(row.txid(), row.ordering());
    }
  }

  /** Rows in commit order, and whether there may be more at once. */
  record Batch(List<JournalRow> rows, boolean more) {}

  JournalTable(int mostRows, long mostBytes) {
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
  }

  static Position position(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_POSITION);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Position(row.getLong(1), row.getLong(2));
    }
  }

  /**
   * The rows after a position, until one of the limits is reached; at least one if there is any.
   */
  Batch after(Connection connection, Position position) throws SQLException {
    connection.setAutoCommit(false); // or all rows would come into the memory whatever their size
    try (PreparedStatement statement = connection.prepareStatement(READ_BATCH)) {
      statement.setFetchSize(FETCH);
      statement.setLong(1, position.txid());
      statement.setLong(2, position.ordering());
      statement.setInt(3, mostRows);
      try (ResultSet found = statement.executeQuery()) {
        return batch(found);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Batch batch(ResultSet found) throws SQLException {
    var rows = new ArrayList<JournalRow>();
    long bytes = 0;
    while (bytes < mostBytes && found.next()) {
      JournalRow row = row(found);
      rows.add(row);
      bytes += row.payload().length;
    }
    return new Batch(rows, rows.size() == mostRows || bytes >= mostBytes);
  }

  private static JournalRow row(ResultSet found) throws SQLException {
    return new JournalRow(
        found.getLong(1),
        found.getLong(2),
        found.getString(3),
        found.getLong(4),
        found.getLong(5),
        found.getBytes(6));
  }

  /** When the first event after a position was written, also if it cannot be read in order yet. */
  static OptionalLong firstBeyond(Connection connection, Position position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIRST_BEYOND)) {
      statement.setLong(1, position.txid());
      statement.setLong(2, position.ordering());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** Moves the stored position, but only from where it is believed to be. */
  static boolean move(Connection connection, Position from, Position to) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE_POSITION)) {
      statement.setLong(1, to.txid());
      statement.setLong(2, to.ordering());
      statement.setLong(3, from.txid());
      statement.setLong(4, from.ordering());
      return statement.executeUpdate() == 1;
    }
  }
}
