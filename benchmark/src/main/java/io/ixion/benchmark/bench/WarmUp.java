package io.ixion.benchmark.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Runs each road until the JVM has compiled what it uses: as long as the compilers take a good part
 * of a core, a round measures them and not the road.
 */
final class WarmUp {
  private static final double QUIET = 0.12;
  private static final int MOST_ROUNDS = 8;

  private final Rounds rounds;
  private final BenchReport report;
  private final LongSupplier elsewhere;

  WarmUp(Rounds rounds, BenchReport report) {
    this(rounds, report, () -> 0);
  }

  /**
   * @param elsewhere milliseconds that the compilers of nodes in other processes have taken so far
   */
  WarmUp(Rounds rounds, BenchReport report, LongSupplier elsewhere) {
    this.rounds = rounds;
    this.report = report;
    this.elsewhere = elsewhere;
  }

  /** Warms up with rounds of this many lives, once only when {@code quick}. */
  void run(List<Road> roads, int lives, boolean quick) throws Exception {
    for (Road road : roads) {
      double compiling = 1;
      for (int round = 1; compiling > QUIET && round <= (quick ? 1 : MOST_ROUNDS); round++) {
        long before = compilationMillis();
        Rounds.Result result = rounds.life(road, BenchLoad.life(), lives);
        compiling = (compilationMillis() - before) / 1_000.0 / result.seconds();
        report.line(
            "warming up %-8s %8.1f lives/s, %3.0f %% of a core compiles",
            road.name(), result.perSecond(), compiling * 100);
      }
    }
  }

  private long compilationMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime()
        + elsewhere.getAsLong();
  }
}
