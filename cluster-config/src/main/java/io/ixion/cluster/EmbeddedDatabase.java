package io.ixion.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL in a directory of ours, for a single machine and for tests: durable, on
 * loopback only, with a password of its own, used by one node at a time, and started again when it
 * dies.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  /** Short, as nothing tells when a start fails at once; a server that recovers is left alone. */
  private static final Duration REVIVAL_WAIT = Duration.ofSeconds(3);

  private static final long WATCH_MS = 200;
  private static final long LONGEST_BACKOFF_MS = 5_000;
  private static final String LOG_FILE = "postgres.log";
  private static final String USER = "postgres";

  private final DataDirectory data;
  private final Path directory;
  private final Path log;
  private final DirectoryLock lock;
  private final Password password;
  private final int port;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watcher;
  private EmbeddedPostgres server;

  private EmbeddedDatabase(DataDirectory data, DirectoryLock lock) throws IOException {
    this.data = data;
    this.directory = data.home().resolve("postgres");
    this.lock = lock;
    StrayServer.stop(directory);
    data.mend();
    this.log = OwnersOnly.file(data.home().resolve(LOG_FILE));
    this.password = Password.in(data.home());
    this.port = freePort();
    try {
      this.server = launch(START_WAIT);
      protect();
    } catch (IOException | RuntimeException e) {
      StrayServer.stop(directory); // it may be running all the same
      throw e;
    }
    this.watcher = new Thread(this::watch, "embedded-database-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  static EmbeddedDatabase start(Path dataDirectory) {
    DataDirectory data = DataDirectory.open(dataDirectory);
    Path home = data.home();
    DirectoryLock lock = DirectoryLock.take(home);
    try {
      return new EmbeddedDatabase(data, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      if (e instanceof DatabaseProblem problem) throw problem;
      throw new DatabaseProblem(
          "the embedded database in "
              + home
              + " does not start: "
              + e.getMessage()
              + "; see "
              + home.resolve(LOG_FILE),
          e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private EmbeddedPostgres launch(Duration patience) throws IOException {
    // The library keeps its lock when its server dies or does not start; ours is the one that
    // counts.
    Path kept = directory.resolve("epg-lock");
    Files.deleteIfExists(kept);
    Path programs = data.programs();
    try {
      return server(programs, patience).start();
    } finally {
      // the library lets everybody write to the folder of programs, and heeds the umask for the
      // rest
      data.close(List.of(programs, kept));
    }
  }

  /**
   * The library tidies up a folder of its own below that for temporary files, where any other user
   * may have put something for it to find; so it is given one of ours. It reads this here and now.
   */
  private static synchronized EmbeddedPostgres.Builder builder(Path programs) {
    System.setProperty("ot.epg.working-dir", programs.toString());
    return EmbeddedPostgres.builder();
  }

  private EmbeddedPostgres.Builder server(Path programs, Duration patience) {
    return builder(programs)
        .setOverrideWorkingDirectory(programs.toFile())
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(patience)
        .setConnectConfig("password", password.value())
        // options of initdb: a server that trusts everybody would do so until it is told otherwise
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", Password.file(data.home()).toString())
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "200")
        .setServerConfig("shared_buffers", "256MB")
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("checkpoint_timeout", "15min")
        .setServerConfig("max_prepared_transactions", "0")
        .setServerConfig("idle_in_transaction_session_timeout", "30s");
  }

  /** Only over IPv4, and only with the password, also where a server was made without one. */
  private void protect() throws IOException {
    Path rules = directory.resolve("pg_hba.conf");
    if (!Files.readString(rules).contains("trust")) return;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role " + USER + " password '" + password.value() + "'");
      Files.writeString(rules, "host all all 127.0.0.1/32 scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Starts the server again, on the same port, when it is gone without having been told to. */
  private void watch() {
    long pause = WATCH_MS;
    while (!closes(pause)) {
      if (StrayServer.running(directory).isPresent()) pause = WATCH_MS;
      else pause = revive() ? WATCH_MS : Math.min(2 * pause, LONGEST_BACKOFF_MS);
    }
  }

  private synchronized boolean revive() {
    if (closing.getCount() == 0) return true;
    LOG.error("the embedded database has died; starting it again");
    try {
      StrayServer.stop(directory);
      server = launch(REVIVAL_WAIT);
      LOG.warn("the embedded database is back");
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.error("the embedded database does not start: {}", e.getMessage());
      return false;
    }
  }

  private boolean closes(long withinMillis) {
    try {
      return closing.await(withinMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  DatabaseSettings.Own place() {
    return new DatabaseSettings.Own(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password.value());
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      StrayServer.stop(directory);
    }
    lock.close();
  }
}
