package io.ixion.benchmark.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The three ways to measure a road; each checks afterwards that the work was done. */
final class Rounds {
  private static final long STALL_SECONDS = 60;

  private final DataSource database;
  private final Supplier<Duration> nodes;

  /**
   * @param nodes CPU time so far of the nodes that are not part of this process
   */
  Rounds(DataSource database, Supplier<Duration> nodes) {
    this.database = database;
    this.nodes = nodes;
  }

  /** A result of one round: stopped interactions, the time they took and what they cost. */
  record Result(String road, long items, double seconds, Costs costs, StepLatencies latencies) {
    double perSecond() {
      return items / seconds;
    }

    double cpuSecondsPer1000() {
      return costs.cpuSeconds() * 1_000 / items;
    }

    /** How many of the machine's cores it kept busy. */
    double coresUsed() {
      return costs.cpuSeconds() / seconds;
    }

    double nodesCpuSecondsPer1000() {
      return costs.nodesCpuSeconds() * 1_000 / items;
    }

    double databaseCpuSecondsPer1000() {
      return costs.databaseCpuSeconds() * 1_000 / items;
    }

    double walBytesPerItem() {
      return (double) costs.walBytes() / items;
    }
  }

  /**
   * As many whole lives as possible: all submitters at once, at most {@code resident} on the road.
   */
  Result life(Road road, BenchLoad load, int items) throws Exception {
    var resident = new Semaphore(load.resident());
    var next = new AtomicInteger();
    return all(
        road,
        load,
        items,
        resident,
        start -> {
          if (next.getAndIncrement() >= items) return Optional.empty();
          if (!resident.tryAcquire(STALL_SECONDS, TimeUnit.SECONDS))
            throw new IllegalStateException("nothing was stopped for " + STALL_SECONDS + " s");
          return Optional.of(Sample.now(load));
        });
  }

  /** A low, fixed rate; each latency counts from the moment at which the submit was due. */
  Result latency(Road road, BenchLoad load, int perSecond, int items) throws Exception {
    var next = new AtomicInteger();
    return all(
        road,
        load,
        items,
        new Semaphore(0),
        start -> {
          int number = next.getAndIncrement();
          if (number >= items) return Optional.empty();
          long due = start + TimeUnit.SECONDS.toNanos(1) * number / perSecond;
          waitUntil(due);
          return Optional.of(Sample.due(load, due));
        });
  }

  private interface TurnsFrom {
    Optional<Sample> next(long start) throws Exception;
  }

  private Result all(Road road, BenchLoad load, int items, Semaphore resident, TurnsFrom turns)
      throws Exception {
    var latencies = StepLatencies.kept();
    try (Road.Round round = road.open(load, 0, latencies)) {
      var left = new CountDownLatch(items);
      round.work(
          () -> {
            resident.release();
            left.countDown();
          });
      Costs before = costs();
      long start = System.nanoTime();
      long submitted = SubmitterThreads.start(load, round, () -> turns.next(start)).join();
      if (!left.await(STALL_SECONDS, TimeUnit.SECONDS))
        throw new IllegalStateException(
            road.name() + ": " + left.getCount() + " of " + items + " were not stopped");
      double seconds = secondsSince(start);
      round.rest();
      Costs costs = costs().since(before);
      round.check(submitted, items);
      return new Result(road.name(), items, seconds, costs, latencies);
    }
  }

  /**
   * Work on a backlog that is kept at its size: each stopped interaction is replaced by a new one.
   * A quarter of the time passes before anything is counted.
   */
  Result backlog(Road road, BenchLoad load, int waiting, int seconds) throws Exception {
    try (Road.Round round = road.open(load, waiting, StepLatencies.forgotten())) {
      var stopped = new AtomicLong();
      var toReplace = new Semaphore(0);
      round.work(
          () -> {
            stopped.incrementAndGet();
            toReplace.release();
          });
      long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds) / 4;
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      var submitters = SubmitterThreads.start(load, round, () -> replacement(load, toReplace, end));
      waitUntil(start);
      Costs before = costs();
      long from = System.nanoTime();
      long already = stopped.get();
      waitUntil(end);
      long items = stopped.get() - already;
      double took = secondsSince(from);
      Costs costs = costs().since(before);
      long submitted = waiting + submitters.join();
      round.rest();
      round.check(submitted, stopped.get());
      if (items == 0)
        throw new IllegalStateException(road.name() + ": nothing was stopped in " + seconds + " s");
      return new Result(road.name(), items, took, costs, StepLatencies.forgotten());
    }
  }

  private static Optional<Sample> replacement(BenchLoad load, Semaphore toReplace, long end)
      throws InterruptedException {
    long left = end - System.nanoTime();
    return left > 0 && toReplace.tryAcquire(left, TimeUnit.NANOSECONDS)
        ? Optional.of(Sample.now(load))
        : Optional.empty();
  }

  private Costs costs() throws SQLException {
    return Costs.now(database, nodes.get());
  }

  private static void waitUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime())
      LockSupport.parkNanos(left);
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
