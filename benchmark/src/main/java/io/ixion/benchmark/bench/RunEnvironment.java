package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Under which circumstances a run was made: machine, JVM, sources, and the server's own word. */
public final class RunEnvironment {
  private static final List<String> ASKED =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "shared_buffers",
          "max_wal_size");

  private RunEnvironment() {}

  public static void describe(ObjectNode settings, DataSource database) throws SQLException {
    settings.put("java", System.getProperty("java.vm.version"));
    settings.put("cores", Runtime.getRuntime().availableProcessors());
    settings.put("heap_mb", Runtime.getRuntime().maxMemory() / 1_048_576);
    revision(Path.of("")).ifPresent(revision -> settings.put("git", revision));
    settings.put("load_average_before", loadAverage());
    ObjectNode durability = settings.putObject("durability");
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (String name : ASKED)
        try (ResultSet row = statement.executeQuery("show " + name)) {
          row.next();
          durability.put(name, row.getString(1));
        }
    }
  }

  /** Of the last minute; above the number of cores, the machine had other things to do. */
  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The commit that is checked out where this was started, read without git. */
  private static Optional<String> revision(Path directory) {
    try {
      for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.isDirectory(git)) return Optional.of(commit(git));
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String commit(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).trim();
    return head.startsWith("ref: ")
        ? Files.readString(git.resolve(head.substring(5))).trim()
        : head;
  }
}
