package io.ixion.engine.reporting.actor;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.reporting.domain.JournalRow.Kind;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Writes and reads table {@code agent}. */
final class AgentTable implements ReadTable<Agent> {
  private static final String UPSERT =
      """
      insert into agent (tenant, id, revision, logged_in, snapshot) values (?, ?, ?, ?, ?)
      on conflict (tenant, id) do update
      set revision = excluded.revision, logged_in = excluded.logged_in, snapshot = excluded.snapshot
      where agent.revision < excluded.revision
      """;
  private static final String SELECT =
      "select snapshot from agent where (tenant, id) in (select * from unnest(?::text[], ?::text[]))";

  @Override
  public Kind kind() {
    return Kind.AGENT;
  }

  @Override
  public void write(Connection connection, Collection<Agent> states) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      for (Agent agent : states) {
        statement.setString(1, agent.tenant().value());
        statement.setString(2, agent.id().value());
        statement.setLong(3, agent.revision());
        statement.setBoolean(4, agent.session().isPresent());
        statement.setString(5, StoredJson.write(agent));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public Map<Subject, Agent> read(Connection connection, Collection<Subject> subjects)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setArray(
          1, connection.createArrayOf("text", subjects.stream().map(Subject::tenant).toArray()));
      statement.setArray(
          2, connection.createArrayOf("text", subjects.stream().map(Subject::id).toArray()));
      var found = new HashMap<Subject, Agent>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Agent agent = StoredJson.read(rows.getString(1), Agent.class);
          found.put(subject(agent), agent);
        }
      }
      return found;
    }
  }

  static Subject subject(Agent agent) {
    return new Subject(Kind.AGENT, agent.tenant().value(), agent.id().value());
  }
}
