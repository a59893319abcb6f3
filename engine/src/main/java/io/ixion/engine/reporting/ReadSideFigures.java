package io.ixion.engine.reporting;

import java.util.concurrent.atomic.LongAdder;

/** What the read side of this node has done; safe to read from any thread. */
public final class ReadSideFigures {
  private final LongAdder applied = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile double lagSeconds;
  private volatile boolean running;

  public void applied(int events, double lag) {
    applied.add(events);
    lagSeconds = lag;
    running = true;
  }

  public void failed() {
    failed.increment();
  }

  /** The journal could not be read or the tables could not be written. */
  public void interrupted() {
    running = false;
  }

  public long appliedTotal() {
    return applied.sum();
  }

  public long failedTotal() {
    return failed.sum();
  }

  /**
   * Age of the oldest event of the last batch at the moment it was shown; 0 when nothing was new.
   */
  public double lagSeconds() {
    return lagSeconds;
  }

  /** Whether the last round went well; false also on a node that is not the read side's owner. */
  public boolean isRunning() {
    return running;
  }
}
