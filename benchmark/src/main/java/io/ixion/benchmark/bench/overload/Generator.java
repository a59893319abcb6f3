package io.ixion.benchmark.bench.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Submits over many connections, at a pace, and enters what each of them was answered. */
final class Generator {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 1; // what is due meanwhile is sent together
  private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LoadConnections connections;
  private final Ledger ledger;

  Generator(LoadConnections connections, Ledger ledger) {
    this.connections = connections;
    this.ledger = ledger;
  }

  /** Submits for so long, on this thread, and returns when all is answered or given up. */
  Tally run(SubmitBytes submits, Pace pace, Duration time) throws IOException {
    var run = new Run(submits, pace);
    long end = run.start + time.toNanos();
    long tidy = run.start + TIDY_NANOS;
    for (long now = System.nanoTime();
        now - end < 0 || connections.waiting() > 0;
        now = System.nanoTime()) {
      if (now - end < 0) run.sendDue(now);
      connections.look(LOOK_MILLIS, run);
      if (now - tidy < 0) continue;
      connections.giveUp(now - PATIENCE.toNanos(), run);
      tidy = now + TIDY_NANOS;
    }
    run.tally.lasted(time.toNanos() / 1e9, (System.nanoTime() - run.start) / 1e9);
    return run.tally;
  }

  private final class Run implements LoadConnections.Listener {
    private final SubmitBytes submits;
    private final Pace pace;
    private final Tally tally = new Tally();
    private final long start = System.nanoTime();
    private long turns;

    Run(SubmitBytes submits, Pace pace) {
      this.submits = submits;
      this.pace = pace;
    }

    void sendDue(long now) {
      long due = pace.dueAfter(now - start);
      while (turns < due && connections.hasIdle()) {
        int number = ledger.next();
        long dueAt = pace.isByClock() ? start + pace.nanosUntil(turns) : now;
        connections.send(submits.of(number), number, dueAt, now, this);
        turns++;
      }
      if (!pace.isByClock()) return;
      tally.unsent(due - turns);
      turns = due;
    }

    @Override
    public void answered(int number, long due, RawAnswer answer) {
      Told told = Told.by(answer);
      ledger.tell(number, told);
      tally.answered(told, System.nanoTime() - due);
      if (told != Told.ACCEPTED) tally.coded(answer);
    }

    @Override
    public void lost(int number, long due) {
      tally.answered(Told.NOTHING, System.nanoTime() - due);
    }
  }
}
