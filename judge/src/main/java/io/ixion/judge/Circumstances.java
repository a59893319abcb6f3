package io.ixion.judge;

import java.time.Duration;
import java.util.List;

/**
 * How exactly a history was recorded, and what was seen beside it.
 *
 * @param simultaneous instants of the journal closer together than this say nothing of an order: a
 *     hand-off takes a moment, and hand-offs cross each other
 * @param rounding by which two readings of one clock may differ
 * @param unsettled times in which an interaction may be out of reach, and is passed rather than
 *     waited for: counted, but no violation
 * @param measures what was measured against its limit
 * @param seen violations that somebody saw while it happened
 */
public record Circumstances(
    Duration simultaneous,
    Duration rounding,
    List<Span> unsettled,
    List<Measure> measures,
    List<Finding> seen) {
  /** Every instant is exact and nothing else was seen. */
  public static final Circumstances EXACT =
      new Circumstances(Duration.ZERO, Duration.ZERO, List.of(), List.of(), List.of());

  public Circumstances {
    unsettled = List.copyOf(unsettled);
    measures = List.copyOf(measures);
    seen = List.copyOf(seen);
  }

  /** The most that was measured of something that has a limit. */
  public record Measure(String what, long most, long limit) {}
}
