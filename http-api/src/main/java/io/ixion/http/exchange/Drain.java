package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;

/**
 * Whether this node is about to stop. While it drains it serves as before, but says that it is not
 * ready, and each of its answers closes its connection: so clients go elsewhere, and none of them
 * sends a request into a connection that is being closed.
 */
public final class Drain {
  private static final Connection CLOSE = Connection.create("close");
  private volatile boolean begun;

  public void begin() {
    begun = true;
  }

  public boolean begun() {
    return begun;
  }

  public HttpResponse last(HttpResponse response) {
    return begun ? response.addHeader(CLOSE) : response;
  }
}
