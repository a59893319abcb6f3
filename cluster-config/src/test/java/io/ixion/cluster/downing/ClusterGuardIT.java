package io.ixion.cluster.downing;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import io.ixion.cluster.Database;
import io.ixion.cluster.SharedServer;
import io.ixion.cluster.downing.domain.Incarnation;
import io.ixion.cluster.downing.domain.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slick.jdbc.JdbcBackend;

/** With a real database and, where something must die, real processes. */
class ClusterGuardIT {
  /** How long the impatient wait before they call it a failure; no test says how long it took. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Database database;

  @BeforeEach
  void open() throws SQLException {
    database = Database.open(SharedServer.emptyDatabase());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aLostSessionIsReplacedAndNobodyIsFenced() throws Exception {
    try (Guarded first = Guarded.start(database, List.of());
        Database another = another();
        Guarded second = Guarded.start(another, List.of(first.address()))) {
      await(() -> first.members().size() == 2 && second.members().size() == 2);
      for (Guarded node : List.of(first, second)) {
        long before = node.guard().figures().sessions();
        endSessions(node.database().incarnation().session("lock"));
        await(() -> node.guard().figures().sessions() > before);
      }
      endSessions("ixion-%-lock");
      await(() -> first.guard().figures().sessions() == 3);
      await(() -> second.guard().figures().sessions() == 3);
      looksOfBoth(first, second);
      assertThat(query("select count(*) from node_fenced")).isEqualTo("0");
      assertThat(first.guard().figures().fences()).isZero();
      assertThat(second.guard().figures().fences()).isZero();
      assertThat(first.members()).hasSize(2);
      assertThat(first.halted()).isNotDone();
      assertThat(second.halted()).isNotDone();
    }
  }

  @Test
  void aDatabaseThatDiesAndComesBackFencesNobody() throws Exception {
    try (Guarded first = Guarded.start(database, List.of());
        Database another = another();
        Guarded second = Guarded.start(another, List.of(first.address()))) {
      await(() -> first.members().size() == 2 && second.members().size() == 2);
      SharedServer.process().destroyForcibly();
      await(() -> first.guard().figures().sessions() > 1);
      await(() -> second.guard().figures().sessions() > 1);
      looksOfBoth(first, second);
      assertThat(query("select count(*) from node_fenced")).isEqualTo("0");
      assertThat(first.members()).hasSize(2);
      assertThat(second.members()).hasSize(2);
      assertThat(first.halted()).isNotDone();
      assertThat(second.halted()).isNotDone();
    }
  }

  @Test
  void aFencedIncarnationOpensNoConnectionAndHalts() throws Exception {
    try (Database fenced = another();
        Guarded node = Guarded.start(fenced, List.of())) {
      await(() -> node.members().size() == 1);
      Incarnation incarnation = fenced.incarnation();
      assertThat(query(fenced, "select 1")).isEqualTo("1");
      assertThat(journal(node)).isEqualTo(incarnation.session("journal"));
      query("select node_fence(" + incarnation + ", 1, 'TEST')");
      endSessions(incarnation.sessionPrefix() + "%");
      assertThat(node.halted().get(1, TimeUnit.MINUTES)).isEqualTo(Reason.FENCED);
      await(() -> refusal(() -> query(fenced, "select 1")).contains("is fenced"));
      await(() -> refusal(() -> journal(node)).contains("is fenced"));
      assertThat(query("select node_fence(2, " + incarnation + ", 'TEST')")).isEqualTo("f");
      assertThat(query("select count(*) from node_fenced where inc = 2")).isEqualTo("0");
    }
  }

  @Test
  void aKilledNodeIsFencedAndRemoved() throws Exception {
    try (Guarded node = Guarded.start(database, List.of())) {
      Process child = Guarded.process(database, node.address());
      try {
        await(() -> node.members().size() == 2);
        await(looked(node, 2)); // a lock that was never seen held proves nothing when it is free
        child.destroyForcibly();
        await(() -> node.members().size() == 1);
        assertThat(node.guard().figures().fences(Reason.LOCK_FREE_PORT_REFUSES)).isEqualTo(1);
        assertThat(query("select reason from node_fenced")).isEqualTo("LOCK_FREE_PORT_REFUSES");
        assertThat(node.halted()).isNotDone();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  @Test
  void aFrozenNodeIsFencedBeforeItIsRemovedAndHaltsWhenItWakes() throws Exception {
    try (Guarded node = Guarded.start(database, List.of())) {
      Process child = Guarded.process(database, node.address());
      try {
        await(() -> node.members().size() == 2);
        signal("STOP", child);
        await(() -> node.members().size() == 1);
        assertThat(query("select reason from node_fenced")).isEqualTo("UNREACHABLE_FROM_HALF");
        assertThat(
                query(
                    "select count(*) from pg_stat_activity a join node_fenced f"
                        + " on starts_with(a.application_name, 'ixion-' || f.inc || '-')"))
            .isEqualTo("0");
        signal("CONT", child);
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).isEqualTo(ClusterGuard.FENCED_EXIT_CODE);
        assertThat(node.halted()).isNotDone();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  /** The name of the session through which the journal writes. */
  private static String journal(Guarded node) throws SQLException {
    var journal = node.system().settings().config().getConfig("jdbc-journal");
    JdbcBackend.DatabaseDef slick =
        ((SlickExtensionImpl) SlickExtension.get(node.system())).database(journal).database();
    try (Connection connection = slick.source().createConnection()) {
      return first(connection, "show application_name");
    }
  }

  private interface Question {
    String ask() throws SQLException;
  }

  /** Why there is no answer; a connection that was idle when it was ended says so once. */
  private static String refusal(Question question) {
    try {
      return question.ask();
    } catch (SQLException refused) {
      return refused.getMessage() + " " + refused.getCause();
    }
  }

  private static void looksOfBoth(Guarded first, Guarded second) {
    BooleanSupplier ofFirst = looked(first, 20);
    BooleanSupplier ofSecond = looked(second, 20);
    await(() -> ofFirst.getAsBoolean() && ofSecond.getAsBoolean());
  }

  /** Whether from now on the node has begun and ended some more looks at its peers. */
  private static BooleanSupplier looked(Guarded node, int more) {
    long before = node.guard().figures().looks();
    return () -> node.guard().figures().looks() > before + more;
  }

  private Database another() {
    return Database.open(
        SharedServer.settings(database.jdbcUrl(), database.user(), database.password()));
  }

  private void endSessions(String like) throws SQLException {
    query(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like '"
            + like
            + "'");
  }

  /** By a session that belongs to no node. */
  private String query(String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return first(connection, sql);
    }
  }

  private static String query(Database through, String sql) throws SQLException {
    try (Connection connection = through.dataSource().getConnection()) {
      return first(connection, sql);
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor())
        .isZero();
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(limit);
      Watch.pause(10);
    }
  }
}
