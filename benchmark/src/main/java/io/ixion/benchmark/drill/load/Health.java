package io.ixion.benchmark.drill.load;

import io.ixion.benchmark.client.Api;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which nodes say that they are ready: a node is out after two looks that failed, and in again
 * after one that did not. A look that takes more than half a second has failed; the entry in front
 * of a cluster may be more patient.
 */
final class Health implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int FALL = 2;

  private final List<Api> looks = new ArrayList<>();
  private final AtomicIntegerArray failed;
  private final ScheduledExecutorService threads;

  Health(List<URI> nodes, String tenant) {
    for (URI node : nodes) looks.add(new Api(List.of(node), tenant, 1, Duration.ZERO, EVERY));
    threads = Executors.newScheduledThreadPool(nodes.size(), DrillLoad.daemon("drill-health"));
    failed = new AtomicIntegerArray(nodes.size());
  }

  /** Looks from now on; each node on a thread of its own, as one that is silent takes its time. */
  void watch() {
    for (int node = 0; node < looks.size(); node++) {
      int number = node;
      threads.scheduleWithFixedDelay(
          () -> look(number), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look(int node) {
    if (isReady(node)) failed.set(node, 0);
    else failed.incrementAndGet(node);
  }

  private boolean isReady(int node) {
    try {
      return looks.get(node).attempt(0, "GET", "/health/ready", null, "").isSuccess();
    } catch (IOException silent) {
      return false;
    }
  }

  boolean isIn(int node) {
    return failed.get(node) < FALL;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    looks.forEach(Api::close);
  }
}
