package io.ixion.benchmark.bench;

import io.ixion.cluster.Database;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The three ways to measure a road; each checks afterwards that the work was done. */
final class Rounds {
  private static final long DRAIN_SECONDS = 180;

  private final Database database;

  Rounds(Database database) {
    this.database = database;
  }

  /** A result of one round: stopped interactions, the time they took and what they cost. */
  record Result(String road, long items, double seconds, Costs costs, Sample.Latencies latencies) {
    double perSecond() {
      return items / seconds;
    }

    double cpuSecondsPer1000() {
      return (costs.ownCpuSeconds() + costs.databaseCpuSeconds()) * 1_000 / items;
    }

    double walBytesPerItem() {
      return (double) costs.walBytes() / items;
    }
  }

  /**
   * As many whole lives as possible: all submitters at once, at most {@code resident} on the road.
   */
  Result life(Road road, Load load, int items) throws Exception {
    try (Road.Round round = road.open(load, 0)) {
      var latencies = new Sample.Latencies();
      var resident = new Semaphore(load.resident());
      var left = new CountDownLatch(items);
      round.work(
          () -> {
            resident.release();
            left.countDown();
          });
      Costs before = Costs.now(database);
      long start = System.nanoTime();
      submitters(load, items, round, latencies, resident);
      if (!left.await(DRAIN_SECONDS, TimeUnit.SECONDS))
        throw new IllegalStateException(
            road.name() + ": " + left.getCount() + " of " + items + " were not stopped");
      double seconds = (System.nanoTime() - start) / 1e9;
      Costs costs = Costs.now(database).since(before);
      round.check(items);
      return new Result(road.name(), items, seconds, costs, latencies);
    }
  }

  private static void submitters(
      Load load, int items, Road.Round round, Sample.Latencies latencies, Semaphore resident)
      throws Exception {
    var next = new AtomicLong();
    var failure = new AtomicReference<Exception>();
    var threads = new Thread[load.submitters()];
    for (int i = 0; i < threads.length; i++) {
      int submitter = i;
      threads[i] =
          new Thread(
              () -> {
                try {
                  while (next.getAndIncrement() < items && failure.get() == null) {
                    if (!resident.tryAcquire(DRAIN_SECONDS, TimeUnit.SECONDS))
                      throw new IllegalStateException(
                          "nothing was stopped for " + DRAIN_SECONDS + " s");
                    round.submit(submitter, Sample.random(load, latencies));
                  }
                } catch (Exception e) {
                  failure.compareAndSet(null, e);
                }
              },
              "submitter-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) thread.join();
    if (failure.get() != null) throw failure.get();
  }

  /**
   * Work on a backlog that is kept at its size: each stopped interaction is replaced by a new one.
   */
  Result backlog(Road road, Load load, int waiting, int seconds) throws Exception {
    try (Road.Round round = road.open(load, waiting)) {
      var latencies = new Sample.Latencies();
      var stopped = new AtomicLong();
      var toReplace = new Semaphore(0);
      Costs before = Costs.now(database);
      long start = System.nanoTime();
      round.work(
          () -> {
            stopped.incrementAndGet();
            toReplace.release();
          });
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      replace(load, round, latencies, toReplace, end);
      long items = stopped.get();
      double took = (System.nanoTime() - start) / 1e9;
      Costs costs = Costs.now(database).since(before);
      if (items == 0)
        throw new IllegalStateException(road.name() + ": nothing was stopped in " + seconds + " s");
      return new Result(road.name(), items, took, costs, latencies);
    }
  }

  private static void replace(
      Load load, Road.Round round, Sample.Latencies latencies, Semaphore toReplace, long end)
      throws Exception {
    var threads = new Thread[load.submitters()];
    for (int i = 0; i < threads.length; i++) {
      int submitter = i;
      threads[i] =
          new Thread(
              () -> {
                try {
                  while (System.nanoTime() < end)
                    if (toReplace.tryAcquire(50, TimeUnit.MILLISECONDS))
                      round.submit(submitter, Sample.random(load, latencies));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              "submitter-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) thread.join();
  }

  /** A low, fixed rate; each latency counts from the moment at which the submit was due. */
  Result latency(Road road, Load load, int perSecond, int seconds) throws Exception {
    try (Road.Round round = road.open(load, 0)) {
      var latencies = new Sample.Latencies();
      int items = perSecond * seconds;
      var left = new CountDownLatch(items);
      round.work(left::countDown);
      Costs before = Costs.now(database);
      long start = System.nanoTime();
      for (int i = 0; i < items; i++) {
        long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
        while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
        round.submit(i % load.submitters(), Sample.due(load, latencies, due));
      }
      if (!left.await(DRAIN_SECONDS, TimeUnit.SECONDS))
        throw new IllegalStateException(road.name() + ": " + left.getCount() + " were not stopped");
      double took = (System.nanoTime() - start) / 1e9;
      Costs costs = Costs.now(database).since(before);
      round.check(items);
      return new Result(road.name(), items, took, costs, latencies);
    }
  }
}
