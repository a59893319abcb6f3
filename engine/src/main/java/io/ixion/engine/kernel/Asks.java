package io.ixion.engine.kernel;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** What follows the answer to an ask. */
public final class Asks {
  private Asks() {}

  /**
   * Goes on where the answer arrives. Akka's own stage goes on in the common pool, whatever the
   * step: two thread switches for each ask. So the step must neither block nor take long.
   */
  public static <A, R> CompletionStage<R> then(
      CompletionStage<A> answer, BiFunction<A, Throwable, R> step) {
    return answer.handleAsync(step, Runnable::run);
  }
}
