package io.ixion.node.fuzz;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** The chance of one request: everything about it follows from the run's seed and its number. */
final class Dice {
  private final Random random;

  Dice(long seed, long number) {
    // Random's first numbers of neighbouring seeds are alike; those of mixed ones are not.
    long mixed = new SplittableRandom(seed).nextLong() ^ new SplittableRandom(number).nextLong();
    random = new Random(mixed);
  }

  /** 0 to below {@code end}. */
  int below(int end) {
    return random.nextInt(end);
  }

  /** From {@code first} to {@code last}, both included. */
  int from(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  /** True so many times of a hundred. */
  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /** True once in so many times. */
  boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
