package io.ixion.cluster.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out Akka's line for each single client that does not fetch its answer: thousands may come
 * at once. Ixion counts them and tells it once a second.
 */
public final class LostClients extends Filter<ILoggingEvent> {
  private static final String LOGGER = "akka.actor.ActorSystemImpl";
  private static final String LOST = "Response stream for [";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().equals(LOGGER) && event.getFormattedMessage().startsWith(LOST)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
