package io.ixion.engine.queue.actor;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets only so many queues of this node read the table at once, so that thousands of them that
 * start together leave room for everybody else's queries. Queues that are not ready yet go first.
 * Each queue waits for one turn at most, which bounds what waits here.
 */
final class SweepLimiter {
  private final int most;
  private final Executor threads;
  private final Queue<Runnable> first = new ArrayDeque<>();
  private final Queue<Runnable> others = new ArrayDeque<>();
  private int taken;

  /**
   * @param threads where a turn that had to wait begins
   */
  SweepLimiter(int most, Executor threads) {
    this.most = most;
    this.threads = threads;
  }

  /** Does the work when it is its turn; the turn ends with the work, however it ends. */
  <T> CompletionStage<T> take(boolean goesFirst, Supplier<CompletionStage<T>> work) {
    var result = new CompletableFuture<T>();
    Runnable turn = () -> run(work, result);
    synchronized (this) {
      if (taken == most) {
        (goesFirst ? first : others).add(turn);
        return result;
      }
      taken++;
    }
    turn.run();
    return result;
  }

  private <T> void run(Supplier<CompletionStage<T>> work, CompletableFuture<T> result) {
    CompletionStage<T> done;
    try {
      done = work.get();
    } catch (RuntimeException failure) {
      done = CompletableFuture.failedFuture(failure);
    }
    done.whenComplete(
        (value, failure) -> {
          if (failure == null) result.complete(value);
          else result.completeExceptionally(failure);
          next();
        });
  }

  private void next() {
    Runnable turn;
    synchronized (this) {
      turn = first.isEmpty() ? others.poll() : first.poll();
      if (turn == null) taken--;
    }
    if (turn != null) threads.execute(turn);
  }
}
