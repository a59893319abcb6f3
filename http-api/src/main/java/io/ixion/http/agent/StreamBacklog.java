package io.ixion.http.agent;

import io.ixion.engine.limit.ByteBudget;

/**
 * What one event stream has yet to send, in bytes: bounded for itself, and for all streams of the
 * node. Thread-safe.
 */
final class StreamBacklog {
  private final long most;
  private final ByteBudget ofTheNode;
  private long waiting;
  private boolean isRefused;
  private boolean isOver;

  StreamBacklog(long most, ByteBudget ofTheNode) {
    this.most = most;
    this.ofTheNode = ofTheNode;
  }

  /** Whether one more fits. Who has fetched all the others gets the next one, whatever it takes. */
  synchronized boolean add(long bytes) {
    if (isRefused || isOver) return false;
    if (waiting == 0) ofTheNode.charge(bytes);
    else if (waiting + bytes > most || !ofTheNode.take(bytes)) return false;
    waiting += bytes;
    return true;
  }

  /** Nothing more fits, ever; true the first time. What waits is counted until the end. */
  synchronized boolean refuse() {
    boolean first = !isRefused && !isOver;
    isRefused = true;
    return first;
  }

  /** One was sent. */
  synchronized void sent(long bytes) {
    if (isOver) return;
    waiting -= bytes;
    ofTheNode.giveBack(bytes);
  }

  /** The stream is over: nothing of it is kept. */
  synchronized void end() {
    if (isOver) return;
    isOver = true;
    ofTheNode.giveBack(waiting);
    waiting = 0;
  }
}
