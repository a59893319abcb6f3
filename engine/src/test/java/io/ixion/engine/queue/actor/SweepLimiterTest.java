package io.ixion.engine.queue.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SweepLimiterTest {
  private final SweepLimiter turns = new SweepLimiter(2, Runnable::run);
  private final List<String> begun = new ArrayList<>();

  private CompletableFuture<Void> take(boolean first, String name) {
    var work = new CompletableFuture<Void>();
    turns.take(
        first,
        () -> {
          begun.add(name);
          return work;
        });
    return work;
  }

  @Test
  void onlySoManyAtOnceAndTheUrgentFirst() {
    var a = take(false, "a");
    var b = take(false, "b");
    take(false, "c");
    take(true, "urgent");
    assertThat(begun).containsExactly("a", "b");
    b.complete(null);
    assertThat(begun).containsExactly("a", "b", "urgent");
    a.completeExceptionally(new IllegalStateException("the database is away"));
    assertThat(begun).containsExactly("a", "b", "urgent", "c");
  }

  @Test
  void whoeverWaitsHearsOfAFailureThatComesAtOnce() {
    var result =
        turns.<Void>take(
            false,
            () -> {
              throw new IllegalStateException("no");
            });
    assertThat(result.toCompletableFuture()).isCompletedExceptionally();
    take(false, "a");
    take(false, "b");
    assertThat(begun).containsExactly("a", "b");
  }
}
