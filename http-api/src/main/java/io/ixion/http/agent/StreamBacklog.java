package io.ixion.http.agent;

import io.ixion.engine.kernel.ByteBudget;

/**
 * What one event stream has yet to send, in bytes: bounded for itself, and for the node together
 * with all that clients have not fetched. Thread-safe.
 */
final class StreamBacklog {
  private final long most;
  private final ByteBudget ofTheNode;
  private long waiting;
  private boolean isOver;

  StreamBacklog(long most, ByteBudget ofTheNode) {
    this.most = most;
    this.ofTheNode = ofTheNode;
  }

  /** Whether one more fits; a single one may be as large as it is. */
  synchronized boolean add(long bytes) {
    if (isOver || (waiting > 0 && waiting + bytes > most) || !ofTheNode.take(bytes)) return false;
    waiting += bytes;
    return true;
  }

  synchronized boolean isOver() {
    return isOver;
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
