package io.ixion.engine.shell;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Questions to the owner of something, wherever in the cluster it lives just now. */
public final class RepeatedAsk {
  private static final Duration QUICK = Duration.ofMillis(300);
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final int QUICK_TIMES = 3;

  /** Something that can be put off. */
  @FunctionalInterface
  public interface Later {
    /**
     * Does this after the pause.
     *
     * @return what must be run for it not to be done
     */
    Runnable in(Duration pause, Runnable step);
  }

  private RepeatedAsk() {}

  /**
   * What follows the answer to an ask. Goes on where the answer arrives; Akka's own stage goes on
   * in the common pool, whatever the step: two thread switches for each ask. So the step must
   * neither block nor take long.
   */
  public static <A, R> CompletionStage<R> then(
      CompletionStage<A> answer, BiFunction<A, Throwable, R> step) {
    return answer.handleAsync(step, Runnable::run);
  }

  /**
   * Asks again while there is no answer: what was on its way to a node that died is lost, and the
   * owner lives elsewhere within about a second. Takes the first answer to any of the questions, or
   * fails with the first of them once the time is up. Only for what may be asked twice and late: a
   * question, or a command that names its attempt.
   *
   * @param ask asks once, and waits for no longer than it is given
   */
  public static <A> CompletionStage<A> repeated(
      Later later, Duration limit, Function<Duration, CompletionStage<A>> ask) {
    var first = new CompletableFuture<A>();
    attempt(later, limit, 1, ask, first);
    return first;
  }

  private static <A> void attempt(
      Later later,
      Duration left,
      int number,
      Function<Duration, CompletionStage<A>> ask,
      CompletableFuture<A> first) {
    Duration pause = pauseAfter(number);
    Runnable again =
        () -> {
          if (!first.isDone()) attempt(later, left.minus(pause), number + 1, ask, first);
        };
    Runnable forget = pause.compareTo(left) < 0 ? later.in(pause, again) : () -> {};
    then(
        ask.apply(left),
        (answer, failure) -> {
          forget.run();
          return failure == null ? first.complete(answer) : first.completeExceptionally(failure);
        });
  }

  static Duration pauseAfter(int attempts) {
    return attempts <= QUICK_TIMES ? QUICK : SLOW;
  }
}
