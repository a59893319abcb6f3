package io.ixion.benchmark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The threads that submit, one interaction after the other each, until their turns are over. */
final class SubmitterThreads {
  /** Waits until the next submit is due; empty ends the thread that asked. */
  interface Turns {
    Optional<Sample> next() throws Exception;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong submitted = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private SubmitterThreads() {}

  static SubmitterThreads start(BenchLoad load, Road.Round round, Turns turns) {
    var submitters = new SubmitterThreads();
    for (int i = 0; i < load.submitters(); i++) {
      int number = i;
      var thread =
          new Thread(() -> submitters.run(number, round, turns), "bench-submitter-" + number);
      submitters.threads.add(thread);
      thread.start();
    }
    return submitters;
  }

  private void run(int number, Road.Round round, Turns turns) {
    try {
      Optional<Sample> turn = turns.next();
      while (turn.isPresent() && failure.get() == null) {
        round.submit(number, turn.get());
        submitted.incrementAndGet();
        turn = turns.next();
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Waits until all are done.
   *
   * @return how many were submitted
   * @throws Exception why one of them could not go on
   */
  long join() throws Exception {
    for (Thread thread : threads) thread.join();
    if (failure.get() != null) throw failure.get();
    return submitted.get();
  }
}
