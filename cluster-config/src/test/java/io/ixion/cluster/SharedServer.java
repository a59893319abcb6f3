package io.ixion.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One embedded PostgreSQL for all tests that need a database of their own, but no server. */
public final class SharedServer {
  private static final Path HOME = temporaryDirectory();
  private static final EmbeddedDatabase SERVER = EmbeddedDatabase.start(HOME);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  SERVER.close();
                  Trees.delete(HOME);
                }));
  }

  private SharedServer() {}

  /** Settings that lead to a database in which nothing is, not even a table. */
  public static DatabaseSettings emptyDatabase() throws SQLException {
    String name = "test_" + DATABASES.incrementAndGet();
    DatabaseSettings.Own server = SERVER.place();
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return settings(
        server.url().replaceFirst("/[^/]*$", "/" + name), server.user(), server.password());
  }

  /** Another node's way to the same database. */
  public static DatabaseSettings settings(String url, String user, String password) {
    return DatabaseSettings.of(
        HOME.resolve("not-used"),
        Map.of(
            DatabaseSettings.URL, url,
            DatabaseSettings.USER, user,
            DatabaseSettings.PASSWORD, password));
  }

  /** The server's process, to be killed: it is started again. */
  public static ProcessHandle process() {
    return StrayServer.running(HOME.resolve("postgres")).orElseThrow();
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("ixion-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
