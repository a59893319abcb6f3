package io.ixion.node.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;

/**
 * Leaves out Akka's line for each single client that does not fetch its answer, or that asks for
 * what is no target of HTTP: thousands may come at once. Ixion counts the former and tells them
 * once a second; the latter are answered with 400 and counted as such.
 */
public final class LostClients extends Filter<ILoggingEvent> {
  private static final Set<String> LOST =
      Set.of(
          "akka.stream.BackpressureTimeoutException",
          "io.ixion.http.agent.AgentStream$TooFarBehind");
  private static final String NO_TARGET =
      "Error in stage [akka.http.impl.engine.server.HttpServerBluePrint$PrepareRequests";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean lost =
        event.getThrowableProxy() != null
            && LOST.contains(event.getThrowableProxy().getClassName());
    boolean noTarget = event.getFormattedMessage().startsWith(NO_TARGET);
    return lost || noTarget ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
