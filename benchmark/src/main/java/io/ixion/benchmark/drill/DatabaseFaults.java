package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults of the database that all nodes share. */
final class DatabaseFaults {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private DatabaseFaults() {}

  private static List<ProcessHandle> running(Cluster cluster) throws IOException {
    List<ProcessHandle> processes = cluster.databaseProcesses();
    if (processes.isEmpty()) throw new IOException("the database server is not there");
    return processes;
  }

  /** From then on it is mended: what comes later is what the nodes need to go on. */
  private static void awaitAnswer(Cluster cluster) throws IOException {
    if (!Signals.await(PATIENCE, () -> answers(cluster)))
      throw new IOException("the database does not answer " + PATIENCE + " after it was mended");
  }

  private static boolean answers(Cluster cluster) {
    try (Connection connection = cluster.dataSource().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException away) {
      return false;
    }
  }

  /** Its first process is killed; whoever owns the cluster starts it again. */
  static final class Kill implements Fault {
    private final Cluster cluster;
    private final Duration atLeast;
    private Optional<ClosedPort> closed = Optional.empty();

    /** As long as somebody else has its port nobody can start it again. */
    Kill(Cluster cluster, Duration atLeast) {
      this.cluster = cluster;
      this.atLeast = atLeast;
    }

    @Override
    public String describe() {
      return "kill -9 of the database server"
          + (atLeast.isZero() ? "" : ", which stays away for " + atLeast.toSeconds() + " s");
    }

    @Override
    public String inject() throws IOException {
      ProcessHandle server = running(cluster).get(0);
      Signals.send("KILL", server.pid());
      boolean dead =
          Signals.await(
              PATIENCE, () -> "Z".equals(Signals.state(server.pid())) || !server.isAlive());
      if (!dead) throw new IOException("the database server survived kill -9");
      if (!atLeast.isZero()) closed = Optional.of(new ClosedPort(cluster.databasePort()));
      return "server process " + server.pid() + " dead";
    }

    @Override
    public Duration atLeast() {
      return atLeast;
    }

    @Override
    public boolean outlived() {
      return false;
    }

    @Override
    public String heal() throws IOException {
      if (closed.isPresent()) closed.get().close();
      awaitAnswer(cluster);
      return "started again as pid " + running(cluster).get(0).pid();
    }
  }

  /** One of the processes that serve connections is killed: the server ends all and recovers. */
  record KillBackend(Cluster cluster, int which) implements Fault {
    @Override
    public String describe() {
      return "kill -9 of one process of the database server";
    }

    @Override
    public String inject() throws IOException {
      List<ProcessHandle> all = running(cluster);
      List<ProcessHandle> serving = all.subList(1, all.size());
      ProcessHandle victim = serving.get(Math.floorMod(which, serving.size()));
      Signals.send("KILL", victim.pid());
      if (!Signals.await(PATIENCE, () -> !victim.isAlive()))
        throw new IOException("process " + victim.pid() + " survived kill -9");
      return "process " + victim.pid() + " dead, one of " + all.size();
    }

    @Override
    public Duration atLeast() {
      return Duration.ZERO;
    }

    @Override
    public boolean outlived() {
      return false;
    }

    @Override
    public String heal() throws IOException {
      awaitAnswer(cluster);
      return "the server has recovered by itself";
    }
  }

  /** Nothing more can be written where it lives, until there is room again. */
  record Fill(Cluster cluster, SmallDisk disk, Duration atLeast) implements Fault {
    @Override
    public String describe() {
      return "the disk of the database is full for " + atLeast.toSeconds() + " s";
    }

    @Override
    public String inject() throws IOException {
      return disk.fill() / 1_048_576 + " MiB of ballast written; not one byte more fits";
    }

    @Override
    public boolean outlived() {
      return false;
    }

    @Override
    public String heal() throws IOException {
      disk.empty();
      awaitAnswer(cluster);
      return "the ballast is gone, and the server answers";
    }
  }

  /** All of its processes stand still, and nobody is told. */
  record Freeze(Cluster cluster, Duration atLeast) implements Fault {
    @Override
    public String describe() {
      return "SIGSTOP of every process of the database for " + atLeast.toSeconds() + " s";
    }

    @Override
    public String inject() throws IOException {
      List<ProcessHandle> processes = running(cluster);
      Signals.send("STOP", processes);
      Signals.send("STOP", running(cluster)); // and what was begun meanwhile
      String state = Signals.state(processes.get(0).pid());
      if (!state.equals("T")) throw new IOException("the database server did not freeze");
      return processes.size() + " processes stopped, the server is in state T";
    }

    @Override
    public boolean outlived() {
      return false;
    }

    @Override
    public String heal() throws IOException {
      List<ProcessHandle> processes = running(cluster);
      Signals.send("CONT", processes);
      return "SIGCONT to " + processes.size() + " processes";
    }
  }
}
