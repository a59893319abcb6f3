package io.ixion.node.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets through one line a second of each kind of which Akka prints one for each message or request:
 * clients can cause thousands of them.
 */
public final class RepeatedLines extends Filter<ILoggingEvent> {
  private static final long SECOND = 1_000;

  /** When each kind was last let through, by how its lines begin. */
  private final Map<String, AtomicLong> kinds =
      Map.of(
          "Stash buffer is full", new AtomicLong(-SECOND), // dropped for an entity, and asked again
          "Internal server error, sending 500", new AtomicLong(-SECOND)); // chunks in HTTP/1.0

  @Override
  public FilterReply decide(ILoggingEvent event) {
    for (var kind : kinds.entrySet())
      if (event.getMessage().startsWith(kind.getKey()))
        return isDue(kind.getValue(), event.getTimeStamp())
            ? FilterReply.NEUTRAL
            : FilterReply.DENY;
    return FilterReply.NEUTRAL;
  }

  private static boolean isDue(AtomicLong last, long now) {
    long told = last.get();
    boolean isDue = Math.abs(now - told) >= SECOND; // a clock may be set back
    return isDue && last.compareAndSet(told, now);
  }
}
