package io.ixion.benchmark.bench.overload;

import io.ixion.benchmark.bench.overload.OverloadRun.Load;
import io.ixion.benchmark.bench.overload.OverloadRun.Result;
import io.ixion.benchmark.bench.overload.Readings.What;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds a run against what a node must hold under load. */
final class OverloadVerdict {
  /** Most of the CPU that the clients may take, or it is they who are measured. */
  static final double GENERATOR = 0.25;

  private static final double ACCEPT_RATIO = 5;
  private static final double HEALTH_MS = 1_000;
  private static final double LOG_LINES = 1.5; // about one a second of each kind

  private static final double OVERLOAD = 2; // of the capacity, sent and not only due

  private final Result result;

  OverloadVerdict(Result result) {
    this.result = result;
  }

  List<Goal> goals() {
    return Stream.concat(truths().stream(), manners().stream()).toList();
  }

  /** Goals that are not met when an answer was not true, on any machine. */
  private List<Goal> truths() {
    Truth truth = result.truth();
    return List.of(
        new Goal("refused_but_done", "refused early, but done", truth.refusedButDone(), 0),
        new Goal("accepted_but_lost", "accepted, but not done", truth.lost(), 0),
        new Goal("done_twice", "done twice", truth.twice(), 0),
        new Goal("repeated_wrong", "repeated with the key, not once", repeated(), 0));
  }

  private List<Goal> manners() {
    Load over = result.over();
    return List.of(
        new Goal("unclear", "answers that do not say whether it is done", unclear(over), 0),
        new Goal("accept_ratio", "p99 of accept, over to half", ratio(), ACCEPT_RATIO),
        new Goal("health_max_ms", "longest wait for health, ms", healthMillis(over), HEALTH_MS),
        new Goal("health_failed", "health answers that were not 200", unhealthy(over), 0),
        new Goal("log_lines", "log lines a second of one kind", logLines(over), LOG_LINES));
  }

  /** The larger of both loads. */
  double generatorShare() {
    return Math.max(result.half().generatorShare(), result.over().generatorShare());
  }

  boolean isValid() {
    return generatorShare() <= GENERATOR;
  }

  /**
   * Whether it was asked for more than it can do: not where few connections wait for their turn.
   */
  boolean isOverload() {
    Tally over = result.over().submits();
    boolean acceptedAll = over.count(Told.ACCEPTED) + over.count(Told.REPLAYED) == over.sent();
    return !acceptedAll || over.sent() / over.seconds() >= OVERLOAD * result.capacity();
  }

  boolean isTrue() {
    return truths().stream().allMatch(Goal::isMet);
  }

  private double repeated() {
    return Math.max(result.repeatedWrong(), result.notOnce());
  }

  private static double unclear(Load load) {
    return Stream.of(Told.values()).filter(Told::isUnclear).mapToLong(load.submits()::count).sum();
  }

  private double ratio() {
    var half = result.half().readings().time(What.ACCEPT);
    var over = result.over().readings().time(What.ACCEPT);
    if (half.getTotalCount() == 0 || over.getTotalCount() == 0) return Double.NaN;
    return (double) over.getValueAtPercentile(99) / half.getValueAtPercentile(99);
  }

  private static double healthMillis(Load load) {
    return Math.max(
            load.readings().time(What.LIVE).getMaxValue(),
            load.readings().time(What.READY).getMaxValue())
        / 1_000.0;
  }

  private static double unhealthy(Load load) {
    return load.readings().failed(What.LIVE) + load.readings().failed(What.READY);
  }

  private static double logLines(Load load) {
    return load.log().values().stream().mapToLong(Long::longValue).max().orElse(0)
        / load.submits().untilAnswered();
  }

  /** Lines of the log a second, by kind. */
  static Map<String, Double> logPerSecond(Load load) {
    var perSecond = new TreeMap<String, Double>();
    load.log().forEach((kind, n) -> perSecond.put(kind, n / load.submits().untilAnswered()));
    return perSecond;
  }
}
