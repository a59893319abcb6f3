package io.ixion.http.exchange;

import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets only so many requests of one kind be served at once. Others wait for their turn for a short
 * time, tenant by tenant; who would have to wait longer is refused at once, before anything is done
 * for it. Thread-safe; the caller brings the time, of a clock that never goes back.
 */
public final class Lane {
  /** How much the latest request counts in the average time that one takes. */
  private static final double WEIGHT = 0.05;

  private final String name;
  private final Limits limits;
  private final Map<String, ArrayDeque<Waiting>> waiting = new LinkedHashMap<>();
  private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();
  private final AtomicInteger telling = new AtomicInteger();
  private int waitingCount;
  private int inside;
  private double averageNanos;

  /**
   * @param atOnce requests that are served at the same time
   * @param waiting requests that may wait; one tenant has half of these places at most
   * @param longestWait how long they may
   */
  public record Limits(int atOnce, int waiting, Duration longestWait) {}

  /** The right to be served; to be ended once, when the answer is there. */
  public interface Turn {
    void end(long now);
  }

  private record Waiting(CompletableFuture<Turn> turn, long since) {}

  public Lane(String name, Limits limits) {
    this.name = name;
    this.limits = limits;
  }

  /** Completes when it is this request's turn, or fails with {@code overloaded}: not done. */
  public CompletionStage<Turn> enter(String tenant, long now) {
    synchronized (this) {
      if (inside < limits.atOnce() && waitingCount == 0)
        return CompletableFuture.completedFuture(begin(now));
      ArrayDeque<Waiting> own = waiting.get(tenant);
      int ahead = own == null ? 0 : own.size();
      boolean full = waitingCount >= limits.waiting() || ahead >= Math.max(1, limits.waiting() / 2);
      if (!full && expectedWait(ahead) <= limits.longestWait().toNanos()) {
        var turn = new CompletableFuture<Turn>();
        waiting.computeIfAbsent(tenant, t -> new ArrayDeque<>()).addLast(new Waiting(turn, now));
        waitingCount++;
        return turn;
      }
    }
    return CompletableFuture.failedFuture(tooBusy());
  }

  /** Of a tenant with so many before it, when all who wait take turns. */
  private double expectedWait(int ahead) {
    int tenants = Math.max(1, waiting.size());
    int before = Math.min(waitingCount, ahead * tenants + tenants - 1);
    return (before + 1) * averageNanos / limits.atOnce();
  }

  private Turn begin(long now) {
    inside++;
    return end -> ended(end, end - now);
  }

  private void ended(long now, long nanos) {
    List<Runnable> told = new ArrayList<>();
    synchronized (this) {
      inside--;
      averageNanos += WEIGHT * (nanos - averageNanos);
      expired(now, told);
      while (inside < limits.atOnce() && waitingCount > 0) {
        Waiting next = next();
        Turn turn = begin(now);
        told.add(() -> next.turn().complete(turn));
      }
    }
    tell(told);
  }

  /**
   * One thread tells all, one after the other: who is told may end its turn at once, and so on, and
   * that must not happen on one stack.
   */
  private void tell(List<Runnable> told) {
    if (told.isEmpty()) return;
    untold.addAll(told);
    if (telling.getAndIncrement() > 0) return;
    int seen;
    do {
      seen = telling.get();
      for (Runnable next = untold.poll(); next != null; next = untold.poll()) next.run();
    } while (!telling.compareAndSet(seen, 0));
  }

  /** The first of the tenant whose turn it is; that tenant is then the last. */
  private Waiting next() {
    var first = waiting.entrySet().iterator().next();
    String tenant = first.getKey();
    ArrayDeque<Waiting> queue = first.getValue();
    waiting.remove(tenant);
    Waiting next = queue.removeFirst();
    if (!queue.isEmpty()) waiting.put(tenant, queue);
    waitingCount--;
    return next;
  }

  /** Refuses those who have waited too long; to be called now and then. */
  public void expire(long now) {
    List<Runnable> told = new ArrayList<>();
    synchronized (this) {
      expired(now, told);
    }
    tell(told);
  }

  private void expired(long now, List<Runnable> told) {
    long longest = limits.longestWait().toNanos();
    var queues = waiting.values().iterator();
    while (queues.hasNext()) {
      ArrayDeque<Waiting> queue = queues.next();
      while (!queue.isEmpty() && now - queue.peekFirst().since() > longest) {
        Waiting late = queue.removeFirst();
        waitingCount--;
        told.add(() -> late.turn().completeExceptionally(tooBusy()));
      }
      if (queue.isEmpty()) queues.remove();
    }
  }

  public synchronized int inside() {
    return inside;
  }

  public synchronized int waiting() {
    return waitingCount;
  }

  public String name() {
    return name;
  }

  private RefusedRequest tooBusy() {
    return new RefusedRequest(
        ProblemCodes.OVERLOADED,
        "expected a turn of "
            + name
            + " within "
            + limits.longestWait()
            + "; there is none. Nothing was done");
  }
}
