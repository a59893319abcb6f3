package io.ixion.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition, by asking again and again. */
final class Until {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Until() {}

  /** The first value that meets the condition. */
  static <T> T is(Predicate<T> condition, Callable<T> question) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    T value = question.call();
    while (!condition.test(value)) {
      if (System.nanoTime() > limit) throw new AssertionError("still not so: " + value);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // between two looks at a condition
      value = question.call();
    }
    return value;
  }
}
