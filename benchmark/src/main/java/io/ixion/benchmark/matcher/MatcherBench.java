package io.ixion.benchmark.matcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the micro-benchmark of the matcher in a JVM of its own and gives its figures as rows. */
public final class MatcherBench {
  /**
   * One figure.
   *
   * @param benchmark agentBecomesReady or interactionArrives
   * @param parameters waiting and classes, or agents
   * @param error half the width of the 99.9 % confidence interval, NaN when it cannot be told
   */
  public record Row(
      String benchmark, Map<String, String> parameters, double nanoseconds, double error) {}

  private MatcherBench() {}

  /**
   * @param quick under a minute, with rougher figures
   * @throws IllegalStateException when the benchmark could not be run
   */
  public static List<Row> run(boolean quick) {
    var options =
        new OptionsBuilder()
            .include(MatcherBenchmark.class.getName() + "\\..*")
            .forks(1)
            .jvmArgs("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC")
            .warmupIterations(quick ? 2 : 3)
            .warmupTime(TimeValue.milliseconds(quick ? 700 : 2_000))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 400 : 1_000))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    try {
      return rows(new Runner(options).run());
    } catch (RunnerException failure) {
      throw new IllegalStateException(
          "the matcher's benchmark could not be run: " + failure.getMessage(), failure);
    }
  }

  private static List<Row> rows(Collection<RunResult> results) {
    var rows = new ArrayList<Row>();
    for (RunResult result : results) {
      var parameters = new TreeMap<String, String>();
      for (String key : result.getParams().getParamsKeys())
        parameters.put(key, result.getParams().getParam(key));
      String name = result.getParams().getBenchmark();
      rows.add(
          new Row(
              name.substring(name.lastIndexOf('.') + 1),
              parameters,
              result.getPrimaryResult().getScore(),
              result.getPrimaryResult().getScoreError()));
    }
    return rows;
  }

  /** Prints the rows; {@code quick} as the only argument makes it short. */
  public static void main(String[] arguments) {
    for (Row row : run(List.of(arguments).contains("quick")))
      System.out.printf(
          "%-20s %-36s %10.0f ns ± %.0f%n",
          row.benchmark(), row.parameters(), row.nanoseconds(), row.error());
  }
}
