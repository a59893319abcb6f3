package io.ixion.engine.queue.domain;

import java.time.Instant;

/** How often something happened during the last minute, by the second. */
public final class Rate {
  private static final int SECONDS = 60;
  private final long[] counts = new long[SECONDS];
  private final long[] seconds = new long[SECONDS];

  public void count(Instant now) {
    int slot = Math.floorMod(now.getEpochSecond(), SECONDS);
    if (seconds[slot] != now.getEpochSecond()) {
      seconds[slot] = now.getEpochSecond();
      counts[slot] = 0;
    }
    counts[slot]++;
  }

  public long perMinute(Instant now) {
    long sum = 0;
    for (int slot = 0; slot < SECONDS; slot++)
      if (seconds[slot] > now.getEpochSecond() - SECONDS && seconds[slot] <= now.getEpochSecond())
        sum += counts[slot];
    return sum;
  }
}
