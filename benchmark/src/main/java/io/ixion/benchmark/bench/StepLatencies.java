package io.ixion.benchmark.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latencies by step of the interactions of one round. An agent may be done with an interaction
 * before its submitter has read the answer, so the two ends of a trip come in any order.
 */
final class StepLatencies {
  /** A step as its caller sees it, each until it is durable. */
  enum Step {
    /** from the moment it was due */
    SUBMIT,
    /** from the answer to the submit until the agent knows of the offer; 0 when that was first */
    OFFERED,
    ACCEPT,
    STOP,
    /** from the moment it was due until the answer to the stop */
    END_TO_END
  }

  private record Submitted(long due, long acknowledged) {}

  private record Handled(long offered, long accepted, long stopped) {}

  private static final long LONGEST_MICROS = 60_000_000L;

  private final Map<Step, Histogram> histograms = new EnumMap<>(Step.class);
  private final Map<Object, Object> oneEnd = new ConcurrentHashMap<>();
  private final boolean kept;

  private StepLatencies(boolean kept) {
    this.kept = kept;
    for (Step step : Step.values())
      histograms.put(step, new ConcurrentHistogram(LONGEST_MICROS, 3));
  }

  static StepLatencies kept() {
    return new StepLatencies(true);
  }

  /** For rounds in which not every interaction is submitted, or stopped, by the round itself. */
  static StepLatencies forgotten() {
    return new StepLatencies(false);
  }

  /** The submit was answered just now. */
  void submitted(Object interaction, long dueNanos) {
    if (!kept) return;
    var submitted = new Submitted(dueNanos, System.nanoTime());
    record(Step.SUBMIT, submitted.acknowledged - dueNanos);
    if (oneEnd.putIfAbsent(interaction, submitted) instanceof Handled handled)
      complete(interaction, submitted, handled);
  }

  /** The stop was answered just now. */
  void stopped(Object interaction, long offeredNanos, long acceptedNanos) {
    if (!kept) return;
    var handled = new Handled(offeredNanos, acceptedNanos, System.nanoTime());
    record(Step.ACCEPT, acceptedNanos - offeredNanos);
    record(Step.STOP, handled.stopped - acceptedNanos);
    if (oneEnd.putIfAbsent(interaction, handled) instanceof Submitted submitted)
      complete(interaction, submitted, handled);
  }

  private void complete(Object interaction, Submitted submitted, Handled handled) {
    oneEnd.remove(interaction);
    record(Step.OFFERED, handled.offered - submitted.acknowledged);
    record(Step.END_TO_END, handled.stopped - submitted.due);
  }

  private void record(Step step, long nanos) {
    histograms.get(step).recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1_000)));
  }

  double millis(Step step, double percentile) {
    return histograms.get(step).getValueAtPercentile(percentile) / 1_000.0;
  }

  long count(Step step) {
    return histograms.get(step).getTotalCount();
  }
}
