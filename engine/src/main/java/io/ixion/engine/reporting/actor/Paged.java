package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.Listed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a page of rows that is bounded in number and in bytes. Rows come from the database a few at
 * a time, so that hardly more of them are ever in memory than are shown.
 *
 * @param limit most rows; the statement asks for one more, to know whether there is one
 * @param mostBytes what is read after this many is left to the next page
 */
record Paged<T>(int limit, long mostBytes, Reader<T> reader) {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int FETCH = 16;

  /** One row and what it weighs. */
  record Row<T>(T item, long bytes) {}

  /** Reads the row that the result stands at. */
  interface Reader<T> {
    Row<T> read(ResultSet row) throws SQLException;
  }

  Listed<T> read(Connection connection, String sql, List<Object> values) throws SQLException {
    connection.setAutoCommit(false); // or all rows would come at once
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statement.setFetchSize(FETCH);
      for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
      try (ResultSet rows = statement.executeQuery()) {
        return page(rows);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Listed<T> page(ResultSet rows) throws SQLException {
    var items = new ArrayList<T>();
    long bytes = 0;
    while (items.size() < limit && (items.isEmpty() || bytes < mostBytes)) {
      if (!rows.next()) return new Listed<>(items, false);
      Row<T> row = reader.read(rows);
      items.add(row.item());
      bytes += row.bytes();
    }
    return new Listed<>(items, rows.next());
  }
}
