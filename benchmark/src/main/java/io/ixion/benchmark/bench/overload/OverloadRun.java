package io.ixion.benchmark.bench.overload;

import io.ixion.benchmark.bench.Costs;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.ReadSideCatchUp;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** One run against one node: its capacity, half of it, three times of it, and what was done. */
final class OverloadRun {
  private static final String TENANT = "bench-overload";
  private static final String COLLECTED = "jvm_gc_pause_seconds_sum";
  private static final int MODERATE = 64; // connections that find the capacity
  private static final double QUIET = 0.12; // of a core: below, the node is compiled
  private static final double HALF = 0.5;
  private static final double OVER = 3;
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CATCH_UP = Duration.ofSeconds(120);
  private static final Duration TELLING = Duration.ofSeconds(30);

  /**
   * What is asked for.
   *
   * @param connections over which both loads come
   * @param capacity submits a second; found when empty
   * @param warmUps rounds at most
   * @param warmUp each of them
   */
  record Plan(
      int connections,
      int agents,
      OptionalDouble capacity,
      int warmUps,
      Duration warmUp,
      Duration finding,
      Duration runIn,
      Duration load) {}

  /**
   * One load and what it did.
   *
   * @param collected seconds for which the node's collector stopped it
   * @param log lines of the node's log by kind, from its begin until all was answered
   */
  record Load(
      double offered,
      Tally submits,
      Readings readings,
      Costs costs,
      double collected,
      Map<String, Long> log) {
    /** The part of all CPU that this process took: load, agents, probes. */
    double generatorShare() {
      return costs.ownCpuSeconds() / costs.cpuSeconds();
    }
  }

  /**
   * What was found.
   *
   * @param repeated submits that were sent again with their keys
   * @param repeatedWrong those that were answered as if they were others
   * @param notOnce those that the journal does not hold exactly once after that
   */
  record Result(
      double capacity,
      Load half,
      Load over,
      Truth truth,
      int repeated,
      int repeatedWrong,
      int notOnce) {}

  private final Cluster cluster;
  private final Member node;
  private final Plan plan;
  private final Consumer<String> progress;
  private final Ledger ledger = new Ledger();
  private volatile Readings readings = new Readings();

  OverloadRun(Cluster cluster, Plan plan, Consumer<String> progress) {
    this.cluster = cluster;
    this.node = cluster.members().get(0);
    this.plan = plan;
    this.progress = progress;
  }

  Result run() throws IOException, SQLException {
    URI uri = node.uri();
    try (var pool = new LoadConnections(uri)) {
      createQueues();
      var generator = new Generator(pool, ledger);
      double capacity = capacity(pool, generator);
      awaitReadSide();
      var submits = new SubmitBytes(uri, TENANT, "bench");
      pool.open(plan.connections(), OPEN_LIMIT);
      progress.accept(plan.connections() + " connections are open");
      Load half;
      Load over;
      int first;
      try (var agents = new AgentsAtWork(uri, TENANT, plan.agents(), () -> readings);
          var health = new HealthProbe(uri, TENANT, () -> readings)) {
        health.start();
        progress.accept(plan.agents() + " agents are at work");
        generator.run(submits, new Pace(HALF * capacity), plan.runIn());
        half = load(generator, submits, HALF * capacity);
        first = ledger.submits();
        over = load(generator, submits, OVER * capacity);
        readings = new Readings(); // of what comes after
        agents.leave();
      }
      return checked(capacity, half, over, submits, first);
    }
  }

  private void createQueues() throws IOException {
    try (var api = new Api(node.uri(), TENANT, 1, PATIENCE)) {
      for (String queue : List.of("bench", "bench-capacity"))
        if (!api.send("PUT", "/api/v1/queues/" + queue, "{}").isSuccess())
          throw new IOException("the node creates no queue");
    }
  }

  /** An agent that is new to the node waits for it: that is not to be part of a load. */
  private void awaitReadSide() {
    progress.accept("waiting for the read side");
    if (!ReadSideCatchUp.await(cluster.dataSource(), CATCH_UP))
      throw new IllegalStateException("the read side does not catch up within " + CATCH_UP);
  }

  /** Warms the node up, by which the generator is warmed up too, and finds what it can do. */
  private double capacity(LoadConnections pool, Generator generator) throws IOException {
    var submits = new SubmitBytes(node.uri(), TENANT, "bench-capacity");
    pool.open(MODERATE, OPEN_LIMIT);
    double compiling = 1;
    for (int round = 1; compiling > QUIET && round <= plan.warmUps(); round++) {
      double before = compiledSeconds();
      Tally tally = generator.run(submits, Pace.AS_ANSWERED, plan.warmUp());
      compiling = (compiledSeconds() - before) / tally.untilAnswered();
      progress.accept(
          "warming up %.0f accepted a second, %.0f %% of a core compiles"
              .formatted(tally.perSecond(Told.ACCEPTED), compiling * 100));
    }
    if (plan.capacity().isPresent()) return plan.capacity().getAsDouble();
    Tally found = generator.run(submits, Pace.AS_ANSWERED, plan.finding());
    double capacity = found.perSecond(Told.ACCEPTED);
    if (capacity < 1) throw new IOException("the node accepts nothing: " + found.codes());
    progress.accept("capacity %.0f accepted a second".formatted(capacity));
    return capacity;
  }

  private double compiledSeconds() {
    return metric("jvm_compilation_time_ms_total") / 1_000;
  }

  /** One that is never 0; a node that is busy may not tell it at once. */
  private double metric(String name) {
    var told = new double[1];
    Signals.await(TELLING, () -> (told[0] = node.metric(name)) > 0);
    return told[0];
  }

  private Load load(Generator generator, SubmitBytes submits, double perSecond)
      throws IOException, SQLException {
    progress.accept("%.0f submits a second for %d s".formatted(perSecond, plan.load().toSeconds()));
    var into = new Readings();
    double collected = metric(COLLECTED);
    long log = LogLines.end(node.log());
    Costs before = costs();
    readings = into;
    Tally tally = generator.run(submits, new Pace(perSecond), plan.load());
    Costs costs = costs().since(before);
    Map<String, Long> lines = LogLines.since(node.log(), log);
    return new Load(perSecond, tally, into, costs, metric(COLLECTED) - collected, lines);
  }

  private Costs costs() throws SQLException {
    return Costs.now(cluster.dataSource(), node.usage().cpu());
  }

  private Result checked(double capacity, Load half, Load over, SubmitBytes submits, int first)
      throws IOException, SQLException {
    var journal = new JournalSubmits(cluster.dataSource(), TENANT);
    progress.accept("waiting until the node writes nothing more");
    journal.awaitQuiet(PATIENCE);
    int[] times = journal.times(ledger.submits());
    var repeats = new Repeats(ledger, first);
    List<Integer> sample = repeats.sample();
    progress.accept("repeating " + sample.size() + " submits with their keys");
    int wrong = repeats.wrong(sample, times, submits, node.uri(), TENANT);
    int[] after = journal.times(ledger.submits());
    int again = (int) sample.stream().filter(number -> after[number] != 1).count();
    for (int number : sample) after[number] = times[number]; // the others may have come late
    return new Result(capacity, half, over, Truth.of(ledger, after), sample.size(), wrong, again);
  }
}
