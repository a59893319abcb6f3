package io.ixion.benchmark.bench;

import io.ixion.benchmark.bench.Sample.Step;
import io.ixion.benchmark.floor.SkipLockedQueue;
import io.ixion.cluster.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The hand-written queue: a connection and a thread for each submitter and agent. */
final class FloorRoad implements Road {
  private static final long POLL_NANOS = 1_000_000;

  private final Database database;

  FloorRoad(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "floor";
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  @Override
  public Round open(Load load, int waiting) throws SQLException {
    try (Connection connection = connect()) {
      SkipLockedQueue.create(connection);
      if (waiting > 0) SkipLockedQueue.preload(connection, waiting, load.skills(), load.data());
    }
    return new FloorRound(load);
  }

  private final class FloorRound implements Round {
    private final Load load;
    private final List<SkipLockedQueue> submitters = new ArrayList<>();
    private final List<Thread> agents = new ArrayList<>();
    private final Map<Long, Sample> samples = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile Exception failure;

    FloorRound(Load load) throws SQLException {
      this.load = load;
      for (int i = 0; i < load.submitters(); i++) submitters.add(new SkipLockedQueue(connect()));
    }

    @Override
    public void submit(int submitter, Sample sample) throws SQLException {
      long id = submitters.get(submitter).submit(sample.skill(), sample.priority(), load.data());
      long now = System.nanoTime();
      sample.latencies().record(Step.SUBMIT, now - sample.dueNanos());
      samples.put(id, new Sample(sample.skill(), sample.priority(), now, sample.latencies()));
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
      try (var queue = new SkipLockedQueue(connect())) {
        Integer[] skills = Arrays.stream(load.skillsOf(agent)).boxed().toArray(Integer[]::new);
        while (!closed) {
          OptionalLong id =
              skills.length == 1 ? queue.claim(agent, skills[0]) : queue.claim(agent, skills);
          if (id.isPresent()) handle(queue, id.getAsLong(), stopped);
          else LockSupport.parkNanos(POLL_NANOS);
        }
      } catch (SQLException | RuntimeException e) {
        failure = e;
      }
    }

    private void handle(SkipLockedQueue queue, long id, Runnable stopped) throws SQLException {
      long offered = System.nanoTime();
      queue.accept(id);
      long accepted = System.nanoTime();
      queue.stop(id);
      long done = System.nanoTime();
      Sample sample = samples.remove(id);
      if (sample != null) {
        sample.latencies().record(Step.OFFERED, offered - sample.dueNanos());
        sample.latencies().record(Step.ACCEPT, accepted - offered);
        sample.latencies().record(Step.STOP, done - accepted);
        sample.latencies().record(Step.END_TO_END, done - sample.dueNanos());
      }
      stopped.run();
    }

    @Override
    public void check(long submitted) throws Exception {
      if (failure != null) throw failure;
      try (Connection connection = connect();
          var statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select count(*), count(*) filter (where n = 4) from"
                      + " (select item, count(distinct step) n, count(*) c from floor_event group by item) e"
                      + " where c = 4")) {
        row.next();
        if (row.getLong(1) != submitted || row.getLong(2) != submitted)
          throw new IllegalStateException(
              "expected " + submitted + " items of four steps, found " + row.getLong(1));
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        for (Thread agent : agents) agent.join();
        for (SkipLockedQueue submitter : submitters) submitter.close();
      } catch (InterruptedException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
