package io.ixion.benchmark.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** By how much later than sent something arrives: any time between these, each time another. */
public record Lateness(Duration least, Duration most) {
  public static final Lateness NONE = new Lateness(Duration.ZERO, Duration.ZERO);

  long millis() {
    if (most.isZero()) return 0;
    return ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis() + 1);
  }

  @Override
  public String toString() {
    return least.toMillis() + " to " + most.toMillis() + " ms";
  }
}
