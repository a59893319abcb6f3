package io.ixion.node.fuzz;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Reads what was stored since the last look, from the database itself. */
final class JournalTail {
  private static final String EVENTS =
      "select persistence_id, sequence_number, substring(event_payload from 1 for 300)"
          + " from event_journal where txid >= ?::text::xid8";
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z-]+)\"");

  /** Events that only a client causes, besides all that name an attempt. */
  private static final Set<String> OF_CLIENTS = Set.of("accepted", "rejected");

  private final DataSource database;
  private String from;
  private final Set<String> seen = new HashSet<>();

  /**
   * An event that a client's request caused.
   *
   * @param entity of whom, as kind|tenant/id
   */
  record Stored(String entity, long revision, String type) {}

  JournalTail(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection()) {
      from = oldestOpen(connection);
    }
    next();
  }

  /** Whatever clients caused since the last look. */
  List<Stored> next() throws SQLException {
    var events = new ArrayList<Stored>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(EVENTS)) {
      String before = oldestOpen(connection);
      statement.setString(1, from);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next())
          if (seen.add(rows.getString(1) + " " + rows.getLong(2)))
            add(events, rows.getString(1), rows.getLong(2), rows.getBytes(3));
      }
      from = before;
    }
    return events;
  }

  private static void add(List<Stored> events, String entity, long revision, byte[] begin) {
    String payload = new String(begin, StandardCharsets.ISO_8859_1);
    var type = TYPE.matcher(payload);
    if (!type.find()) throw new AssertionError("an event without a type: " + payload);
    if (payload.contains("\"attempt\":\"") || OF_CLIENTS.contains(type.group(1)))
      events.add(new Stored(entity, revision, type.group(1)));
  }

  private static String oldestOpen(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select pg_snapshot_xmin(pg_current_snapshot())::text");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** The version of every queue, as tenant/name. */
  Map<String, Long> queues() throws SQLException {
    var queues = new HashMap<String, Long>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select tenant, id, version from queue_definition");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) queues.put(rows.getString(1) + "/" + rows.getString(2), rows.getLong(3));
    }
    return queues;
  }
}
