package io.ixion.node.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.ixion.node.log.LostClients;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.LoggerFactory;

/** Reads the node's log for what no client may cause: errors, and exceptions of any level. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final int MOST = 100;
  private static final int LONGEST = 3_000;

  private final Queue<String> seen = new ArrayDeque<>();

  private LogWatch() {}

  static LogWatch begin() {
    var watch = new LogWatch();
    watch.addFilter(new LostClients());
    watch.start();
    root().addAppender(watch);
    return watch;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (isOfRequests(event)) return;
    boolean isError = event.getLevel().isGreaterOrEqual(Level.ERROR);
    if (!isError && event.getThrowableProxy() == null) return;
    String stack =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    String line =
        event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + stack;
    synchronized (seen) {
      if (seen.size() < MOST) seen.add(line.length() < LONGEST ? line : line.substring(0, LONGEST));
    }
  }

  /**
   * Akka tells of requests that its parser takes and its model does not: HTTP/1.0 with chunks,
   * targets of another scheme.
   */
  private static boolean isOfRequests(ILoggingEvent event) {
    return event.getFormattedMessage().contains("HttpServerBluePrint$PrepareRequests");
  }

  /** The next line of that kind, if there is one. */
  Optional<String> next() {
    synchronized (seen) {
      return Optional.ofNullable(seen.poll());
    }
  }

  @Override
  public void close() {
    root().detachAppender(this);
    stop();
  }
}
