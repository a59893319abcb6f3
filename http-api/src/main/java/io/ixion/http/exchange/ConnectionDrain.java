package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import java.time.Duration;

/**
 * Whether this node is about to stop. While it drains it serves as before, but says that it is not
 * ready, and each of its answers closes its connection: so clients go elsewhere, and none of them
 * sends a request into a connection or a port that is being closed. It is over once nobody has
 * asked the API for anything for {@code QUIET}, which the entry's health checks do not count as, or
 * after {@code longest}. Thread-safe; the caller brings the time, of a clock that never goes back.
 */
public final class ConnectionDrain {
  private static final Connection CLOSE = Connection.create("close");
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final String API = "/api/";

  private final long longest;
  private final long quiet;
  private volatile boolean begun;
  private volatile long begunAt;
  private volatile long askedAt;

  /**
   * @param longest 0 means that there is nobody to wait for
   */
  public ConnectionDrain(Duration longest) {
    this.longest = longest.toNanos();
    this.quiet = Math.min(QUIET.toNanos(), this.longest);
  }

  /** From now on clients are sent away. */
  public void begin(long now) {
    begunAt = now;
    askedAt = now;
    begun = true;
  }

  public boolean begun() {
    return begun;
  }

  /** Whether clients have gone, or have had their time; nothing is over that has not begun. */
  public boolean isOver(long now) {
    return begun && (now - begunAt >= longest || now - askedAt >= quiet);
  }

  /** Takes note of a request. */
  public HttpRequest asked(HttpRequest request, long now) {
    if (begun && request.getUri().path().startsWith(API)) askedAt = now;
    return request;
  }

  /** The answer as the client gets it. */
  public HttpResponse last(HttpResponse response) {
    return begun ? response.addHeader(CLOSE) : response;
  }
}
