package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @TempDir private static Path made;

  @TempDir Path home;

  /** To make one takes longer than all that most tests do with it. */
  @BeforeAll
  static void make() {
    Database.open(DatabaseSettings.of(made, Map.of())).close();
  }

  private void made() throws IOException {
    Trees.copy(made, home);
  }

  @Test
  void isDurableProtectedAndKeepsItsData() throws Exception {
    try (Database database = open()) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"})
        assertThat(query(database, "show " + setting)).as(setting).isEqualTo("on");
      assertThat(query(database, "show max_prepared_transactions")).isEqualTo("0");
      assertThat(query(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      // not even for the moment between the making of the server and the first connection to it
      assertThat(Files.readString(home.resolve("postgres.log")))
          .doesNotContain("enabling \"trust\"");
      Path password = home.resolve("postgres.password");
      assertThat(Trees.permissions(password)).isEqualTo("rw-------");
      addQueue(database);
    }
    assertThat(StrayServer.running(home.resolve("postgres"))).isEmpty();
    try (Database database = open()) {
      assertThat(query(database, "select count(*) from queue_definition")).isEqualTo("1");
    }
  }

  @Test
  void isUsedByOneNodeAtATime() throws Exception {
    made();
    try (Database database = open()) {
      for (int attempt = 0; attempt < 2; attempt++)
        assertThatThrownBy(this::open)
            .isInstanceOf(DatabaseProblem.class)
            .hasMessageContaining(home.toString())
            .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      assertThat(query(database, "select 1")).isEqualTo("1");
      assertThat(anotherProcessOpens()).contains("is in use by the process");
    }
  }

  /** What happens when the process that started the server was killed. */
  @Test
  void aServerLeftBehindIsReplaced() throws Exception {
    made();
    Process child = child(Abandoning.class);
    String said = new String(child.getInputStream().readAllBytes());
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    ProcessHandle left = StrayServer.running(home.resolve("postgres")).orElseThrow();
    assertThat(said).contains("abandoned " + left.pid());
    try (Database database = open()) {
      assertThat(left.isAlive()).isFalse();
      assertThat(query(database, "select count(*) from queue_definition")).isEqualTo("1");
      assertThat(query(database, "show fsync")).isEqualTo("on");
    }
  }

  @Test
  void aStalePidFileOfADeadOrForeignProcessIsNoHindrance() throws Exception {
    made();
    Path file = home.resolve("postgres").resolve("postmaster.pid");
    Files.writeString(file, ProcessHandle.current().pid() + "\n" + home.resolve("postgres") + "\n");
    assertThat(StrayServer.running(home.resolve("postgres"))).isEmpty();
    Files.writeString(file, "4194303\n" + home.resolve("postgres") + "\n0\n1\n\n127.0.0.1\n");
    try (Database database = open()) {
      assertThat(query(database, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void comesBackOnTheSamePortWhenItIsKilled() throws Exception {
    made();
    try (Database database = open()) {
      addQueue(database);
      ProcessHandle server = StrayServer.running(home.resolve("postgres")).orElseThrow();
      server.destroyForcibly();
      server.onExit().get(1, TimeUnit.MINUTES);
      assertThat(answersAgain(database)).isEqualTo("1");
      assertThat(query(database, "show fsync")).isEqualTo("on");
    }
  }

  /** Loosened in between as by an earlier version, and with a program that somebody put there. */
  @Test
  void nothingInItIsForOthersWhateverTheUmaskAndNoProgramOfOthersRuns() throws Exception {
    Path data = home.resolve("state/ixion");
    abandonWithUmask("000", data);
    Trees.assertOwnersOnly(home.resolve("state"));

    for (Path file : Trees.all(data)) Trees.set(file, "rwxrwxrwx");
    Path program = program(data, "postgres");
    byte[] ours = Files.readAllBytes(program);
    Files.writeString(program, "#!/bin/sh\ntouch '" + home.resolve("taken") + "'\n");
    Files.setLastModifiedTime(program, FileTime.fromMillis(0));
    abandonWithUmask("077", data);
    Trees.assertOwnersOnly(home.resolve("state"));
    assertThat(home.resolve("taken")).doesNotExist();
    assertThat(program(data, "postgres")).hasBinaryContent(ours);
  }

  private void abandonWithUmask(String umask, Path data) throws Exception {
    Path temporary = Files.createDirectories(home.resolve("tmp"));
    String tool = "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + temporary;
    String shell = "umask " + umask + "; export " + tool + "; exec \"$@\"";
    Process child = child(Abandoning.class, data, "sh", "-c", shell, "sh");
    String said = new String(child.getInputStream().readAllBytes());
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    StrayServer.stop(data.resolve("postgres"));
    assertThat(said).contains("abandoned");
    assertThat(temporary.resolve("embedded-pg")).doesNotExist(); // others could have been first
  }

  private static Path program(Path data, String name) throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve("binaries"))) {
      return all.filter(file -> file.endsWith("bin/" + name)).findFirst().orElseThrow();
    }
  }

  private static String answersAgain(Database database) {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (true) {
      try {
        return query(database, "select count(*) from queue_definition");
      } catch (SQLException notYet) {
        if (System.nanoTime() > deadline) throw new AssertionError("it did not come back", notYet);
        Thread.onSpinWait();
      }
    }
  }

  private Database open() {
    return Database.open(DatabaseSettings.of(home, Map.of()));
  }

  private static void addQueue(Database database) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into queue_definition (tenant, id, version) values ('default', 'mail', 1)"
              + " on conflict do nothing");
    }
  }

  private static String query(Database database, String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private String anotherProcessOpens() throws Exception {
    Process child = child(Abandoning.class);
    var said = CompletableFuture.supplyAsync(() -> child.inputReader().lines().toList());
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return String.join("\n", said.get());
  }

  private Process child(Class<?> main) throws Exception {
    return child(main, home);
  }

  private static Process child(Class<?> main, Path home, String... before) throws Exception {
    var command = new ArrayList<>(List.of(before));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main.getName(), home.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** A process that starts the database and dies without stopping it. */
  static final class Abandoning {
    private Abandoning() {}

    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      Database database = Database.open(DatabaseSettings.of(home, Map.of()));
      addQueue(database);
      long pid = StrayServer.running(home.resolve("postgres")).orElseThrow().pid();
      System.out.println("abandoned " + pid);
      Runtime.getRuntime().halt(137);
    }
  }
}
