package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Faults of the database that all nodes share. */
final class DatabaseFaults {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private DatabaseFaults() {}

  private static List<ProcessHandle> running(Cluster cluster) throws IOException {
    List<ProcessHandle> processes = cluster.databaseProcesses();
    if (processes.isEmpty()) throw new IOException("the database server is not there");
    return processes;
  }

  /** Its first process is killed; whoever owns the cluster starts it again. */
  record Kill(Cluster cluster) implements Fault {
    @Override
    public String describe() {
      return "kill -9 of the database server";
    }

    @Override
    public String inject() throws IOException {
      ProcessHandle server = running(cluster).get(0);
      Signals.send("KILL", server.pid());
      boolean dead =
          Signals.await(
              PATIENCE, () -> "Z".equals(Signals.state(server.pid())) || !server.isAlive());
      if (!dead) throw new IOException("the database server survived kill -9");
      return "server process " + server.pid() + " dead";
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
      if (!Signals.await(PATIENCE, () -> !cluster.databaseProcesses().isEmpty()))
        throw new IOException("the database server was not started again");
      return "started again as pid " + running(cluster).get(0).pid();
    }
  }

  /** All of its processes stand still, and nobody is told. */
  record Freeze(Cluster cluster, int seconds) implements Fault {
    @Override
    public String describe() {
      return "SIGSTOP of every process of the database for " + seconds + " s";
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
    public Duration atLeast() {
      return Duration.ofSeconds(seconds);
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
