package io.ixion.benchmark.bench.overload;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the submits of one load were answered, and after how long. Not thread-safe. */
final class Tally {
  private static final long LONGEST_MICROS = 120_000_000L;
  private static final int MOST_CODES = 20;

  private final Map<Told, Histogram> histograms = new EnumMap<>(Told.class);
  private final Map<String, Long> codes = new TreeMap<>();
  private long unsent;
  private double seconds;
  private double untilAnswered;

  Tally() {
    for (Told told : Told.values()) histograms.put(told, new Histogram(LONGEST_MICROS, 3));
  }

  void answered(Told told, long nanos) {
    histograms.get(told).recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1_000)));
  }

  /** Remembers by which status and code, of those that are not accepted. */
  void coded(RawAnswer answer) {
    String code = answer.status() + " " + answer.code();
    if (codes.containsKey(code) || codes.size() < MOST_CODES) codes.merge(code, 1L, Long::sum);
  }

  /** So many more were due while each connection waited for an answer, and were not sent. */
  void unsent(long more) {
    unsent += more;
  }

  /** For how long it was sent, and until when all was answered. */
  void lasted(double seconds, double untilAnswered) {
    this.seconds = seconds;
    this.untilAnswered = untilAnswered;
  }

  double seconds() {
    return seconds;
  }

  long unsent() {
    return unsent;
  }

  long sent() {
    return histograms.values().stream().mapToLong(Histogram::getTotalCount).sum();
  }

  long count(Told told) {
    return histograms.get(told).getTotalCount();
  }

  double untilAnswered() {
    return untilAnswered;
  }

  double perSecond(Told told) {
    return count(told) / untilAnswered;
  }

  /** From the moment at which it was due until its answer. */
  Histogram time(Told told) {
    return histograms.get(told);
  }

  /** Answers that did not accept, by status and code. */
  Map<String, Long> codes() {
    return Map.copyOf(codes);
  }
}
