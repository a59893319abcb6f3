package io.ixion.benchmark.bench;

import java.util.concurrent.ThreadLocalRandom;

/** What one submit asks for, and when it was due. */
record Sample(int skill, int priority, long dueNanos) {
  static Sample now(BenchLoad load) {
    return due(load, System.nanoTime());
  }

  static Sample due(BenchLoad load, long dueNanos) {
    var random = ThreadLocalRandom.current();
    return new Sample(
        random.nextInt(load.skills()), random.nextInt(BenchLoad.PRIORITIES), dueNanos);
  }
}
