package io.ixion.http.exchange;

import java.util.HashMap;
import java.util.Map;

/**
 * Bytes of answers that clients have asked for and not fetched. One tenant's may be half of them,
 * so that its slow readers leave room for others. Thread-safe.
 */
public final class UnfetchedBytes {
  private static final int SHARE = 2;

  private final long most;
  private final Map<String, Long> byTenant = new HashMap<>();
  private long all;

  public UnfetchedBytes(long most) {
    this.most = most;
  }

  /** Counts what exists already, so whether it fits or not. */
  synchronized void charge(String tenant, long bytes) {
    all += bytes;
    byTenant.merge(tenant, bytes, Long::sum);
  }

  synchronized void giveBack(String tenant, long bytes) {
    all -= bytes;
    byTenant.computeIfPresent(tenant, (name, own) -> own == bytes ? null : own - bytes);
  }

  /** Whether this tenant may have more of it. */
  synchronized boolean hasRoom(String tenant) {
    return all < most && byTenant.getOrDefault(tenant, 0L) < most / SHARE;
  }

  /**
   * Whether it is twice of what it should be, as what is not refused added to it; or whether this
   * tenant leaves but a quarter to the others.
   */
  synchronized boolean isOverfull(String tenant) {
    return all >= 2 * most || byTenant.getOrDefault(tenant, 0L) >= most / 4 * 3;
  }

  public synchronized long all() {
    return all;
  }
}
