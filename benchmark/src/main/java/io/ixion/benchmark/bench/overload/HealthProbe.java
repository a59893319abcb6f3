package io.ixion.benchmark.bench.overload;

import io.ixion.benchmark.bench.KeptConnection;
import io.ixion.benchmark.bench.overload.Readings.What;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks for the node's health four times a second, on a new connection each time as an entry and
 * Kubernetes do; a look that gets no answer does not keep the next one from being sent.
 */
final class HealthProbe implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;
  private static final int MOST_AT_ONCE = 64;
  private static final long LAST_ANSWER_SECONDS = 40;

  private final URI node;
  private final String tenant;
  private final Supplier<Readings> readings;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ThreadPoolExecutor looks =
      new ThreadPoolExecutor(2, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

  HealthProbe(URI node, String tenant, Supplier<Readings> readings) {
    this.node = node;
    this.tenant = tenant;
    this.readings = readings;
  }

  void start() {
    clock.scheduleAtFixedRate(this::lookBoth, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void lookBoth() {
    look(What.LIVE, "/health/live");
    look(What.READY, "/health/ready");
  }

  private void look(What what, String path) {
    long due = System.nanoTime();
    Readings into = readings.get();
    try {
      looks.execute(
          () -> {
            boolean good = isGood(path);
            into.record(what, System.nanoTime() - due, good);
          });
    } catch (RejectedExecutionException tooManyWait) {
      into.record(what, 0, false);
    }
  }

  private boolean isGood(String path) {
    try (var connection = new KeptConnection(node, tenant)) {
      return connection.send("GET", path, null).status() == 200;
    } catch (IOException noAnswer) {
      return false;
    }
  }

  /** Waits for the answers that are still to come. */
  @Override
  public void close() {
    clock.shutdownNow();
    looks.shutdown();
    try {
      looks.awaitTermination(LAST_ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
