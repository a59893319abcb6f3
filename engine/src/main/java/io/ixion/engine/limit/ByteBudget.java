package io.ixion.engine.limit;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of memory one purpose may take on this node. Thread-safe. */
public final class ByteBudget {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  public ByteBudget(long most) {
    this.most = most;
  }

  /** Takes so many bytes, or none of them if they do not fit. */
  public boolean take(long bytes) {
    while (true) {
      long before = taken.get();
      if (before + bytes > most) return false;
      if (taken.compareAndSet(before, before + bytes)) return true;
    }
  }

  /** Takes so many bytes of something that exists already, whether they fit or not. */
  public void charge(long bytes) {
    taken.addAndGet(bytes);
  }

  public void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  public boolean isSpent() {
    return taken.get() >= most;
  }

  public long taken() {
    return taken.get();
  }
}
