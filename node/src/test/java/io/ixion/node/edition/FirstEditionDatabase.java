package io.ixion.node.edition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.node.Node;
import io.ixion.node.NodeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The database that the first edition wrote, on a server, from the texts in first-edition. */
final class FirstEditionDatabase {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOLDER = "/first-edition/";
  private static final List<String> TABLES =
      List.of(
          "schema_history",
          "event_journal",
          "snapshot",
          "interaction",
          "agent",
          "queue_definition",
          "read_side_position",
          "read_side_failure");

  /** What a server has that wrote it all: numbers and transaction ids above those stored. */
  private static final List<String> LIVE_ON =
      List.of(
          "select setval(pg_get_serial_sequence('event_journal', 'ordering'), max(ordering)) from event_journal",
          "set synchronous_commit = off", // for the next one only: it is quick without
          """
          do $$
          declare last xid8 := (select max(txid) from event_journal);
          begin
            while pg_current_xact_id() <= last loop commit; end loop;
          end $$
          """);

  /** Everything that is due is done at once, and nothing else happens by itself. */
  private static final String SETTINGS =
      """
      ixion.keeper.interval = 200ms
      ixion.agent.grace = 1d
      ixion.agent.missed-offers-limit = 0
      """;

  private final Database server;
  private final String name;

  private FirstEditionDatabase(Database server, String name) {
    this.server = server;
    this.name = name;
  }

  /** As the first edition's last node left it. */
  static FirstEditionDatabase asLeft(Database server, String name) throws SQLException {
    var database = new FirstEditionDatabase(server, name);
    execute(server.jdbcUrl(), server, "create database " + name);
    try (Connection connection = connect(database.url(), server);
        Statement statement = connection.createStatement()) {
      statement.execute(text("schema.sql"));
      statement.execute("truncate read_side_position"); // the schema comes with a row
      for (String table : TABLES) load(connection, table);
      for (String each : LIVE_ON) statement.execute(each);
    }
    return database;
  }

  /** The same on another server, restored from a dump as docs/operations.md says. */
  FirstEditionDatabase restored(String copy) throws SQLException, IOException {
    execute(server.jdbcUrl(), server, "create database " + copy + " template " + name);
    var database = new FirstEditionDatabase(server, copy);
    Path script = Path.of("deploy", "database", "after-restore.sql");
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(script))) root = root.getParent();
    execute(database.url(), server, Files.readString(root.resolve(script)));
    return database;
  }

  /** A node of this edition on it. */
  Node open(Path directory) {
    var environment =
        Map.of(
            DatabaseSettings.URL, url(),
            DatabaseSettings.USER, server.user(),
            DatabaseSettings.PASSWORD, server.password());
    return Node.start(
        new NodeSettings(
            NodeSettings.LOOPBACK, 0, directory, environment, ConfigFactory.parseString(SETTINGS)));
  }

  /** The events of an interaction as they are stored, oldest first. */
  static List<JsonNode> events(String tenant, String interaction) {
    String persistenceId = "interaction|" + tenant + "/" + interaction;
    return text("tables/event_journal.jsonl")
        .lines()
        .map(FirstEditionDatabase::json)
        .filter(row -> row.path("persistence_id").asText().equals(persistenceId))
        .map(row -> json(row.path("event_payload").asText()))
        .toList();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String file) {
    try (InputStream in = FirstEditionDatabase.class.getResourceAsStream(FOLDER + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void load(Connection connection, String table) throws SQLException {
    String insert = "insert into " + table + " select * from json_populate_record(null::" + table;
    try (PreparedStatement statement = connection.prepareStatement(insert + ", ?::json)")) {
      for (String line : text("tables/" + table + ".jsonl").lines().toList()) {
        ObjectNode row = (ObjectNode) json(line);
        if (row.has("event_payload")) row.put("event_payload", hex(row.path("event_payload")));
        statement.setString(1, row.toString());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static String hex(JsonNode text) {
    return "\\x" + HexFormat.of().formatHex(text.asText().getBytes(StandardCharsets.UTF_8));
  }

  private String url() {
    return server.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
  }

  private static Connection connect(String url, Database server) throws SQLException {
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  private static void execute(String url, Database server, String sql) throws SQLException {
    try (Connection connection = connect(url, server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
