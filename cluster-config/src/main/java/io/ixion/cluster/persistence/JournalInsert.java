package io.ixion.cluster.persistence;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import scala.Option;

/**
 * Stores events, of however many entities, by one statement that is its own transaction: all or
 * none, and the answer comes after the commit. It writes what the plugin's own insert writes, in
 * one round trip instead of two and with one text whatever the number of rows, so the server plans
 * it once.
 */
final class JournalInsert {
  private static final String INSERT =
      """
      insert into event_journal (persistence_id, sequence_number, deleted, writer, write_timestamp,
        adapter_manifest, event_ser_id, event_ser_manifest, event_payload,
        meta_ser_id, meta_ser_manifest, meta_payload)
      select * from unnest(?::varchar[], ?::int8[], ?::bool[], ?::varchar[], ?::int8[],
        ?::varchar[], ?::int4[], ?::varchar[], ?::bytea[], ?::int4[], ?::varchar[], ?::bytea[])
      """;

  private JournalInsert() {}

  /** Stores the rows; the connection must be in auto-commit mode. */
  static void store(Connection connection, List<JournalAkkaSerializationRow> rows)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      var columns = new Columns(connection, insert, rows);
      columns.add("varchar", new String[0], JournalAkkaSerializationRow::persistenceId);
      columns.add("int8", new Long[0], JournalAkkaSerializationRow::sequenceNumber);
      columns.add("bool", new Boolean[0], JournalAkkaSerializationRow::deleted);
      columns.add("varchar", new String[0], JournalAkkaSerializationRow::writer);
      columns.add("int8", new Long[0], JournalAkkaSerializationRow::writeTimestamp);
      columns.add("varchar", new String[0], JournalAkkaSerializationRow::adapterManifest);
      columns.add("int4", new Integer[0], JournalAkkaSerializationRow::eventSerId);
      columns.add("varchar", new String[0], JournalAkkaSerializationRow::eventSerManifest);
      columns.add("bytea", new byte[0][], JournalAkkaSerializationRow::eventPayload);
      columns.add("int4", new Integer[0], row -> (Integer) orNull(row.metaSerId()));
      columns.add("varchar", new String[0], row -> orNull(row.metaSerManifest()));
      columns.add("bytea", new byte[0][], row -> orNull(row.metaPayload()));
      insert.executeUpdate();
    }
  }

  private static <T> T orNull(Option<T> value) {
    return value.isDefined() ? value.get() : null;
  }

  /** Binds one array for each column. */
  private static final class Columns {
    private final Connection connection;
    private final PreparedStatement insert;
    private final List<JournalAkkaSerializationRow> rows;
    private int bound;

    Columns(
        Connection connection, PreparedStatement insert, List<JournalAkkaSerializationRow> rows) {
      this.connection = connection;
      this.insert = insert;
      this.rows = rows;
    }

    <T> void add(String type, T[] empty, Function<JournalAkkaSerializationRow, T> column)
        throws SQLException {
      T[] values = rows.stream().map(column).toArray(size -> java.util.Arrays.copyOf(empty, size));
      insert.setArray(++bound, connection.createArrayOf(type, values));
    }
  }
}
