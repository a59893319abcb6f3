package io.ixion.cluster.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets through one line a second of those in which Akka says that more waits for an entity than
 * may: there is one for each message that is dropped, and each is asked again.
 */
public final class FullEntities extends Filter<ILoggingEvent> {
  private static final String FULL = "Stash buffer is full";
  private static final long SECOND = 1_000;

  private final AtomicLong last = new AtomicLong(-SECOND);

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getMessage().startsWith(FULL)) return FilterReply.NEUTRAL;
    long told = last.get();
    boolean isDue = Math.abs(event.getTimeStamp() - told) >= SECOND; // a clock may be set back
    return isDue && last.compareAndSet(told, event.getTimeStamp())
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }
}
