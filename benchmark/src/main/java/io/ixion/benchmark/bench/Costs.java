package io.ixion.benchmark.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What the machine has spent so far: CPU seconds of this process, of nodes that are processes of
 * their own, and of PostgreSQL, and bytes of write-ahead log. The clients of a benchmark run in
 * this process, with a node that runs in it too, and cannot be told apart.
 */
public record Costs(
    double ownCpuSeconds, double nodesCpuSeconds, double databaseCpuSeconds, long walBytes) {
  private static final double TICKS_PER_SECOND = 100;

  public static Costs now(DataSource database, Duration nodes) throws SQLException {
    var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, pg_backend_pid()")) {
      row.next();
      return new Costs(
          os.getProcessCpuTime() / 1e9,
          nodes.toNanos() / 1e9,
          serverCpu(row.getLong(2)),
          row.getLong(1));
    }
  }

  public Costs since(Costs before) {
    return new Costs(
        ownCpuSeconds - before.ownCpuSeconds,
        nodesCpuSeconds - before.nodesCpuSeconds,
        databaseCpuSeconds - before.databaseCpuSeconds,
        walBytes - before.walBytes);
  }

  public double cpuSeconds() {
    return ownCpuSeconds + nodesCpuSeconds + databaseCpuSeconds;
  }

  /**
   * CPU of the server's living processes and of those that have ended; 0 where it runs elsewhere.
   */
  private static double serverCpu(long backend) {
    try {
      long postmaster = Long.parseLong(stat(Path.of("/proc/" + backend + "/stat"))[1]);
      double ticks = own(stat(Path.of("/proc/" + postmaster + "/stat"))) + ended(postmaster);
      try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
        for (Path process :
            (Iterable<Path>)
                processes.filter(p -> p.getFileName().toString().matches("\\d+"))::iterator)
          ticks += childOf(postmaster, process);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException | RuntimeException notOnThisMachine) {
      return 0;
    }
  }

  private static double childOf(long postmaster, Path process) {
    try {
      String[] fields = stat(process.resolve("stat"));
      return Long.parseLong(fields[1]) == postmaster ? own(fields) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static double ended(long postmaster) throws IOException {
    String[] fields = stat(Path.of("/proc/" + postmaster + "/stat"));
    return Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]);
  }

  private static double own(String[] fields) {
    return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
  }

  /** The fields after the process name, which may contain anything. */
  private static String[] stat(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(text.lastIndexOf(')') + 2).split(" ");
  }
}
