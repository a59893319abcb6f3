package io.ixion.benchmark.startup;

import io.ixion.benchmark.client.Api;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The load under which a node is stopped: clients that submit one interaction after the other. */
final class SubmitLoad implements AutoCloseable {
  private static final Duration JOIN = Duration.ofSeconds(20);

  private final Api api;
  private final String queue;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile boolean over;

  SubmitLoad(URI node, String queue, int clients) {
    this.api = new Api(node, OneLife.TENANT, clients, Duration.ZERO);
    this.queue = queue;
    for (int client = 1; client <= clients; client++) {
      var thread = new Thread(this::submit, "submitter-" + client);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  long acknowledged() {
    return acknowledged.get();
  }

  private void submit() {
    while (!over) {
      try {
        if (api.send("POST", "/api/v1/interactions", OneLife.submission(queue)).isSuccess())
          acknowledged.incrementAndGet();
      } catch (IOException stopping) {
        over = true; // the node is on its way down: that is what is measured
      }
    }
  }

  @Override
  public void close() {
    over = true;
    api.close();
    for (Thread thread : threads)
      try {
        thread.join(JOIN.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
  }
}
