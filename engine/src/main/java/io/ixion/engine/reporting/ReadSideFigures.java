package io.ixion.engine.reporting;

import java.util.concurrent.atomic.LongAdder;

/** What the read side of this node has done; safe to read from any thread. */
public final class ReadSideFigures {
  private static final double NANOS = 1e9;

  private final LongAdder applied = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile Round last = new Round(State.STOPPED, 0, 0);

  private enum State {
    STOPPED,
    RUNNING,
    INTERRUPTED
  }

  /** The last round that went well, and what came after it. */
  private record Round(State state, double lag, long at) {}

  /**
   * A round went well.
   *
   * @param lag age in seconds of the oldest event that it showed, or had to leave for later
   */
  public void applied(int events, double lag) {
    applied.add(events);
    last = new Round(State.RUNNING, lag, System.nanoTime());
  }

  public void failed() {
    failed.increment();
  }

  /** The journal could not be read or the tables could not be written. */
  public void interrupted() {
    Round good = last;
    long since = good.state() == State.STOPPED ? System.nanoTime() : good.at();
    last = new Round(State.INTERRUPTED, good.lag(), since);
  }

  /** This node is not the read side's owner any more. */
  public void stopped() {
    last = new Round(State.STOPPED, 0, 0);
  }

  public long appliedTotal() {
    return applied.sum();
  }

  public long failedTotal() {
    return failed.sum();
  }

  /**
   * How late the tables are, in seconds: age of the oldest event of the last batch at the moment it
   * was shown, or of one that waits for an open transaction; 0 when nothing was new. It grows while
   * the read side is interrupted.
   */
  public double lagSeconds() {
    Round now = last;
    return now.state() == State.INTERRUPTED
        ? now.lag() + (System.nanoTime() - now.at()) / NANOS
        : now.lag();
  }

  /** Whether this node is the read side's owner and its last round failed. */
  public boolean isInterrupted() {
    return last.state() == State.INTERRUPTED;
  }

  /** Whether the last round went well; false also on a node that is not the read side's owner. */
  public boolean isRunning() {
    return last.state() == State.RUNNING;
  }
}
