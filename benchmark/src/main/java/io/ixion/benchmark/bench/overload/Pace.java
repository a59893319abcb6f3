package io.ixion.benchmark.bench.overload;

/**
 * When requests are sent.
 *
 * @param perSecond so many, whatever becomes of the earlier ones; infinite for a next one on each
 *     connection as soon as the last one is answered
 */
record Pace(double perSecond) {
  static final Pace AS_ANSWERED = new Pace(Double.POSITIVE_INFINITY);
  private static final double SECOND = 1e9;

  /** Whether requests are due by the clock. */
  boolean isByClock() {
    return !Double.isInfinite(perSecond);
  }

  /** How many are due after so long. */
  long dueAfter(long nanos) {
    return isByClock() ? (long) (perSecond * nanos / SECOND) + 1 : Long.MAX_VALUE;
  }

  /** After how long one is due, counted from 0. */
  long nanosUntil(long request) {
    return (long) (request * SECOND / perSecond);
  }
}
