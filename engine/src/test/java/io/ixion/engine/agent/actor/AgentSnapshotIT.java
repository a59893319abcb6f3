package io.ixion.engine.agent.actor;

import static io.ixion.engine.TestNode.await;
import static io.ixion.engine.TestNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.cluster.Database;
import io.ixion.engine.SharedServer;
import io.ixion.engine.TestNode;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent with a long life, on a real database, after a restart of its node. */
class AgentSnapshotIT {
  private static final int CHANGES = 250;
  private static Database database;

  private final TenantId tenant = new TenantId("t" + UUID.randomUUID());
  private final AgentId ann = new AgentId("ann");

  @BeforeAll
  static void start() {
    database = SharedServer.emptyDatabase();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void itsEarlyEventsAreNotReadAgain() throws SQLException {
    Agent before = longLife();
    spoil("event_journal", "event_payload", "and sequence_number between 2 and 200");

    assertThat(afterARestart()).isEqualTo(before);
  }

  @Test
  void whereTheSnapshotCannotBeReadAllEventsAre() throws SQLException {
    Agent before = longLife();
    spoil("snapshot", "snapshot_payload", "");

    assertThat(afterARestart()).isEqualTo(before);
  }

  private Agent longLife() {
    TestNode node = TestNode.start(database);
    try {
      decided(node, new AgentCommand.Configure(attempt(), AgentFixtures.PROFILE));
      decided(node, new AgentCommand.LogIn(attempt(), Map.of(AgentFixtures.CHAT, true)));
      for (int i = 0; i < CHANGES / 2; i++) {
        decided(
            node, new AgentCommand.NotReady(attempt(), AgentFixtures.CHAT, Optional.of("pause")));
        decided(node, new AgentCommand.Ready(attempt(), AgentFixtures.CHAT));
      }
      Agent agent = get(node.engine().agents().find(tenant, ann)).orElseThrow();
      await(
          "the older snapshot to be gone",
          () -> number("select count(*) from snapshot where " + own()) == 1);
      await(
          "the read side to have seen it all",
          () ->
              number("select max(revision) from agent where tenant = '" + tenant + "'")
                  == agent.revision());
      return agent;
    } finally {
      node.stop();
    }
  }

  private Agent afterARestart() {
    TestNode node = TestNode.start(database);
    try {
      return get(node.engine().agents().find(tenant, ann)).orElseThrow();
    } finally {
      node.stop();
    }
  }

  private void decided(TestNode node, AgentCommand command) {
    assertThat(get(node.engine().agents().command(tenant, ann, command)))
        .isInstanceOf(Outcome.Done.class);
  }

  private static AttemptId attempt() {
    return new AttemptId(UUID.randomUUID().toString());
  }

  private static long number(String query) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void spoil(String table, String column, String which) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      int spoilt =
          statement.executeUpdate(
              "update " + table + " set " + column + " = 'not this' where " + own() + which);
      assertThat(spoilt).isPositive();
    }
  }

  private String own() {
    return "persistence_id = 'agent|" + tenant + "/" + ann + "' ";
  }
}
