package io.ixion.engine;

import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One embedded PostgreSQL for all tests of the module, each with a database of its own in it. */
public final class SharedServer {
  private static final Path HOME = temporaryDirectory();
  private static final Database SERVER = Database.open(DatabaseSettings.of(HOME, Map.of()));
  private static final AtomicInteger DATABASES = new AtomicInteger();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  SERVER.close();
                  delete();
                }));
  }

  private SharedServer() {}

  /** With our tables, and nothing in them. */
  public static Database emptyDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (var connection = SERVER.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Database.open(
        DatabaseSettings.of(
            HOME.resolve("not-used"),
            Map.of(
                DatabaseSettings.URL, SERVER.jdbcUrl().replaceFirst("/[^/]*$", "/" + name),
                DatabaseSettings.USER, SERVER.user(),
                DatabaseSettings.PASSWORD, SERVER.password())));
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("ixion-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete() {
    try (Stream<Path> paths = Files.walk(HOME)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator)
        Files.delete(path);
    } catch (IOException | UncheckedIOException leftBehind) {
      // it is a temporary one
    }
  }
}
