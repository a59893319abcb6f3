package io.ixion.node;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits while a node starts: not for ever, not when it is told to stop, and not in silence. What is
 * waited for happens at the same time, so one limit is for all of it.
 */
final class StartWait {
  private static final Logger LOG = LoggerFactory.getLogger(StartWait.class);
  private static final Duration TELL_AGAIN = Duration.ofSeconds(5);
  private static final long LOOK_MS = 20;

  private final ActorSystem<?> system;
  private final Duration limit;
  private final BooleanSupplier calledOff;
  private final long end;

  StartWait(ActorSystem<?> system, Duration limit, BooleanSupplier calledOff) {
    this.system = system;
    this.limit = limit;
    this.calledOff = calledOff;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Ends the start of a node that is not to run any more. */
  static void goOnUnless(BooleanSupplier calledOff) {
    if (calledOff.getAsBoolean())
      throw new StartProblem("told to stop while it was starting", null);
  }

  /**
   * @throws StartProblem if it is not reached in time, or cannot be any more
   */
  void until(String what, BooleanSupplier reached) {
    long told = System.nanoTime();
    try {
      while (!reached.getAsBoolean()) {
        goOnUnless(calledOff);
        if (system.whenTerminated().isCompleted())
          throw new StartProblem("the node stopped while it was starting; see its log", null);
        if (System.nanoTime() - end > 0)
          throw new StartProblem(
              "expected "
                  + what
                  + " within "
                  + limit.toSeconds()
                  + " s of starting; the log says what stands in the way",
              null);
        if (System.nanoTime() - told > TELL_AGAIN.toNanos()) {
          told = System.nanoTime();
          LOG.info("starting: waiting {}", what);
        }
        MILLISECONDS.sleep(LOOK_MS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartProblem("interrupted while starting", interrupted);
    }
  }
}
