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

  private final Path directory;
  private final DirectoryLock lock;
  private final Password password;
  private final int port;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watcher;
  private EmbeddedPostgres server;

  private EmbeddedDatabase(Path home, DirectoryLock lock) throws IOException {
    this.directory = home.resolve("postgres");
    this.lock = lock;
    this.password = Password.in(home);
    this.port = freePort();
    LeftBehind.stop(directory);
    try {
      this.server = launch(home, START_WAIT);
      protect();
    } catch (IOException | RuntimeException e) {
      LeftBehind.stop(directory); // it may be running all the same
      throw e;
    }
    this.watcher = new Thread(() -> watch(home), "embedded-database-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  static EmbeddedDatabase start(Path dataDirectory) {
    Path home = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(home);
    try {
      return new EmbeddedDatabase(home, lock);
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

  private EmbeddedPostgres launch(Path home, Duration patience) throws IOException {
    // The library keeps its lock when its server dies or does not start; ours is the one that
    // counts.
    Files.deleteIfExists(directory.resolve("epg-lock"));
    Path log = home.resolve(LOG_FILE);
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(Files.createDirectories(home.resolve("binaries")).toFile())
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(patience)
        .setConnectConfig("password", password.value())
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
        .setServerConfig("idle_in_transaction_session_timeout", "30s")
        .start();
  }

  /** A fresh server trusts everybody on this machine; from now on it asks for the password. */
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
  private void watch(Path home) {
    long pause = WATCH_MS;
    while (!closes(pause)) {
      if (LeftBehind.running(directory).isPresent()) pause = WATCH_MS;
      else pause = revive(home) ? WATCH_MS : Math.min(2 * pause, LONGEST_BACKOFF_MS);
    }
  }

  private synchronized boolean revive(Path home) {
    if (closing.getCount() == 0) return true;
    LOG.error("the embedded database has died; starting it again");
    try {
      LeftBehind.stop(directory);
      server = launch(home, REVIVAL_WAIT);
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
      LeftBehind.stop(directory);
    }
    lock.close();
  }
}
