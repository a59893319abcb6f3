package io.ixion.benchmark.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Skill and priority of one submit, and where the latencies of its steps go. */
record Sample(int skill, int priority, long dueNanos, Latencies latencies) {
  enum Step {
    SUBMIT,
    OFFERED,
    ACCEPT,
    STOP,
    END_TO_END
  }

  /** Latencies by step, in microseconds. */
  static final class Latencies {
    private final Map<Step, Histogram> histograms = new EnumMap<>(Step.class);

    Latencies() {
      for (Step step : Step.values()) histograms.put(step, new ConcurrentHistogram(60_000_000L, 3));
    }

    void record(Step step, long nanos) {
      histograms.get(step).recordValue(Math.min(60_000_000L, Math.max(0, nanos / 1_000)));
    }

    double millis(Step step, double percentile) {
      return histograms.get(step).getValueAtPercentile(percentile) / 1_000.0;
    }
  }

  static Sample random(Load load, Latencies latencies) {
    return due(load, latencies, System.nanoTime());
  }

  static Sample due(Load load, Latencies latencies, long dueNanos) {
    var random = ThreadLocalRandom.current();
    return new Sample(
        random.nextInt(load.skills()), random.nextInt(Load.PRIORITIES), dueNanos, latencies);
  }
}
