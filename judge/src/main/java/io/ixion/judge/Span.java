package io.ixion.judge;

import java.time.Duration;
import java.time.Instant;

/** A time from one instant to another, both within it. */
public record Span(Instant from, Instant to) {
  public boolean contains(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  boolean meets(Span other) {
    return !to.isBefore(other.from) && !other.to.isBefore(from);
  }

  /** What both have in common; ends before it begins when that is nothing. */
  Span common(Span other) {
    return new Span(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  boolean isLongerThan(Duration limit) {
    return from.isBefore(to) && from.plus(limit).isBefore(to);
  }
}
