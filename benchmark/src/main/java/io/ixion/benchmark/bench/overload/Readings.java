package io.ixion.benchmark.bench.overload;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What those who do not submit saw of the node during one load. */
final class Readings {
  /** What was asked of the node; each counts until its last answer, however often it was asked. */
  enum What {
    ACCEPT("accept"),
    STOP("stop"),
    LIVE("health_live"),
    READY("health_ready");

    private final String text;

    What(String text) {
      this.text = text;
    }

    /** Its name in tables and documents. */
    String text() {
      return text;
    }
  }

  private static final long LONGEST_MICROS = 120_000_000L;

  private final Map<What, Histogram> times = new EnumMap<>(What.class);
  private final Map<What, AtomicLong> failed = new EnumMap<>(What.class);

  Readings() {
    for (What what : What.values()) {
      times.put(what, new ConcurrentHistogram(LONGEST_MICROS, 3));
      failed.put(what, new AtomicLong());
    }
  }

  /**
   * @param good whether it was answered with a success
   */
  void record(What what, long nanos, boolean good) {
    times.get(what).recordValue(Math.min(LONGEST_MICROS, nanos / 1_000));
    if (!good) failed.get(what).incrementAndGet();
  }

  Histogram time(What what) {
    return times.get(what);
  }

  /** How many were refused, or not answered at all. */
  long failed(What what) {
    return failed.get(what).get();
  }
}
