package io.ixion.engine.reporting.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.ixion.cluster.Database;
import io.ixion.engine.SharedServer;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.reporting.ReadSideFigures;
import io.ixion.engine.reporting.ReadSideSettings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real database with a journal that tests write by hand, and the read side beside it. */
final class ReadTables implements AutoCloseable {
  private static final String INSERT =
      "insert into event_journal (persistence_id, sequence_number, writer, write_timestamp,"
          + " event_ser_id, event_ser_manifest, event_payload) values (?, ?, 'test', ?, 41001, '', ?)";

  final ActorTestKit kit = ActorTestKit.create();
  final Database database = SharedServer.emptyDatabase();
  final AsyncJdbc jdbc =
      new AsyncJdbc(database.dataSource(), 2, 100, Duration.ofMinutes(1), Runnable::run);
  final CaughtUp caughtUp = new CaughtUp(kit.system(), jdbc);

  static final ReadSide.Evolutions EVOLUTIONS =
      new ReadSide.Evolutions(InteractionEvolution::evolve, AgentEvolution::evolve);

  /** A connection that is not of the read side's pool. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl()
            + (database.jdbcUrl().contains("?") ? "&" : "?")
            + "ApplicationName=test",
        database.user(),
        database.password());
  }

  ReadSideSettings settings() {
    return ReadSideSettings.from(kit.system().settings().config().getConfig("ixion"));
  }

  Projection projection(ReadSideFigures figures) {
    return ReadSide.projection(database.dataSource(), settings(), EVOLUTIONS, figures);
  }

  /** Applies whatever the journal holds. */
  void applyAll(Projection projection) throws SQLException {
    while (projection.applyNext()) {
      // until there is no more
    }
  }

  void clear() throws SQLException {
    sql("truncate event_journal, interaction, agent, queue_definition, read_side_failure");
    sql("update read_side_position set txid = '0', ordering = 0");
  }

  void append(String persistenceId, long sequenceNumber, InteractionEvent event)
      throws SQLException {
    append(persistenceId, sequenceNumber, bytes(event));
  }

  void append(String persistenceId, long sequenceNumber, AgentEvent event) throws SQLException {
    append(persistenceId, sequenceNumber, bytes(event));
  }

  void append(String persistenceId, long sequenceNumber, byte[] payload) throws SQLException {
    try (Connection connection = connect()) {
      append(connection, persistenceId, sequenceNumber, payload);
    }
  }

  static void append(
      Connection connection, String persistenceId, long sequenceNumber, byte[] payload)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, persistenceId);
      insert.setLong(2, sequenceNumber);
      insert.setLong(3, System.currentTimeMillis());
      insert.setBytes(4, payload);
      insert.executeUpdate();
    }
  }

  static byte[] bytes(Object event) {
    return StoredJson.write(event).getBytes(StandardCharsets.UTF_8);
  }

  void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        var plain = connection.createStatement()) {
      plain.execute(statement);
    }
  }

  /** The first column of every row. */
  List<String> texts(String query) throws SQLException {
    try (Connection connection = connect();
        var plain = connection.createStatement();
        ResultSet rows = rows(plain, query)) {
      var found = new ArrayList<String>();
      while (rows.next()) found.add(rows.getString(1));
      return found;
    }
  }

  /** The rows of the last of several statements. */
  private static ResultSet rows(Statement plain, String statements) throws SQLException {
    plain.execute(statements);
    while (plain.getResultSet() == null) plain.getMoreResults();
    return plain.getResultSet();
  }

  List<String> failures() throws SQLException {
    return texts(
        "select persistence_id || ' ' || sequence_number from read_side_failure order by 1");
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    jdbc.close();
    database.close();
  }
}
