package io.ixion.benchmark.bench;

import io.ixion.benchmark.floor.FloorQueue;
import io.ixion.benchmark.floor.FloorTables;
import io.ixion.benchmark.floor.OneStatementQueue;
import io.ixion.benchmark.floor.SkipLockedQueue;
import io.ixion.cluster.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** The hand-written queue: a connection and a thread for each submitter and agent. */
final class FloorRoad implements Road {
  private static final long POLL_NANOS = 1_000_000;

  private final String name;
  private final Database database;
  private final Opener opener;

  private interface Opener {
    FloorQueue open(Connection connection) throws SQLException;
  }

  private FloorRoad(String name, Database database, Opener opener) {
    this.name = name;
    this.database = database;
    this.opener = opener;
  }

  static FloorRoad floor(Database database) {
    return new FloorRoad(Comparison.FLOOR, database, SkipLockedQueue::new);
  }

  /** For comparison: the floor with its round trips squeezed out. */
  static FloorRoad lean(Database database) {
    return new FloorRoad("lean", database, OneStatementQueue::new);
  }

  @Override
  public String name() {
    return name;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  @Override
  public Round open(BenchLoad load, int waiting, StepLatencies latencies) throws SQLException {
    try (Connection connection = connect()) {
      FloorTables.create(connection, load.skills());
      FloorTables.preload(connection, waiting, load.skills(), load.data());
    }
    return new FloorRound(load, latencies);
  }

  private final class FloorRound implements Round {
    private final BenchLoad load;
    private final List<FloorQueue> submitters = new ArrayList<>();
    private final List<FloorQueue> queues = new ArrayList<>();
    private final List<Thread> agents = new ArrayList<>();
    private final StepLatencies latencies;
    private volatile boolean resting;
    private volatile Exception failure;

    FloorRound(BenchLoad load, StepLatencies latencies) throws SQLException {
      this.load = load;
      this.latencies = latencies;
      for (int i = 0; i < load.submitters(); i++) submitters.add(opener.open(connect()));
      for (int i = 0; i < load.agents(); i++) queues.add(opener.open(connect()));
    }

    @Override
    public void submit(int submitter, Sample sample) throws SQLException {
      long id = submitters.get(submitter).submit(sample.skill(), sample.priority(), load.data());
      latencies.submitted(id, sample.dueNanos());
    }

    @Override
    public void work(Runnable stopped) {
      for (int i = 0; i < load.agents(); i++) {
        int agent = i;
        var thread = new Thread(() -> run(agent, stopped), "floor-agent-" + i);
        thread.start();
        agents.add(thread);
      }
    }

    private void run(int agent, Runnable stopped) {
      try {
        FloorQueue queue = queues.get(agent);
        Integer[] skills = Arrays.stream(load.skillsOf(agent)).boxed().toArray(Integer[]::new);
        while (!resting) {
          OptionalLong id = queue.claim(agent, skills);
          if (id.isPresent()) handle(queue, id.getAsLong(), stopped);
          else LockSupport.parkNanos(POLL_NANOS);
        }
      } catch (SQLException | RuntimeException e) {
        failure = e;
      }
    }

    private void handle(FloorQueue queue, long id, Runnable stopped) throws SQLException {
      long offered = System.nanoTime();
      queue.accept(id);
      long accepted = System.nanoTime();
      queue.stop(id);
      latencies.stopped(id, offered, accepted);
      stopped.run();
    }

    @Override
    public void rest() throws InterruptedException {
      resting = true;
      for (Thread agent : agents) agent.join();
    }

    @Override
    public void check(long submitted, long stopped) throws Exception {
      if (failure != null) throw failure;
      try (Connection connection = connect()) {
        FloorTables.Tally tally = FloorTables.tally(connection);
        JournalCheck.expect(
            "the floor", submitted, stopped, tally.all(), tally.whole(), tally.waiting());
      }
    }

    @Override
    public void close() {
      try {
        rest();
        for (FloorQueue submitter : submitters) submitter.close();
        for (FloorQueue queue : queues) queue.close();
      } catch (InterruptedException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
