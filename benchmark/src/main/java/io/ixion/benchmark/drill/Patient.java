package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.client.Api;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A client of a tenant of its own that waits for every answer, so that what a node says while its
 * database is away, and after how long, is seen: the other clients turn to another node before.
 */
final class Patient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 16;
  private static final long PERIOD_MS = 250;
  private static final String SUBMIT =
      "{\"queue\":\"patient\",\"mediaType\":\"task\",\"isHeld\":true,\"data\":{}}";

  /** How one attempt ended; status 0 is no answer. */
  private record Ended(int status, boolean saysWhen, long millis) {}

  /**
   * What it was told.
   *
   * @param later 503 with Retry-After
   * @param other anything but success and that; none is wanted
   * @param slowestMs until an answer of any kind
   */
  record Told(long asked, long done, long later, long other, long slowestMs) {
    void into(ObjectNode json) {
      json.putObject("patient")
          .put("asked", asked)
          .put("done", done)
          .put("answers_503_retry_after", later)
          .put("other", other)
          .put("slowest_ms", slowestMs);
    }

    @Override
    public String toString() {
      return "a client that waits for every answer asked %d times: done %d, 503 with Retry-After %d, anything else %d; slowest answer %d ms"
          .formatted(asked, done, later, other, slowestMs);
    }
  }

  private final Api api;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
  private final Semaphore open = new Semaphore(AT_ONCE);
  private final List<Ended> answers = new ArrayList<>();

  Patient(List<URI> nodes, String tenant) throws IOException {
    api = new Api(nodes, tenant, AT_ONCE, PATIENCE, PATIENCE);
    api.send("PUT", "/api/v1/queues/patient", "{\"description\":\"a drill\"}");
  }

  /** Submits now and then until it is told to end. */
  void start() {
    threads.scheduleAtFixedRate(this::begin, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private void begin() {
    if (open.tryAcquire()) threads.execute(this::ask);
  }

  private void ask() {
    long began = System.nanoTime();
    Optional<Api.Answer> answer = Optional.empty();
    try {
      String key = UUID.randomUUID().toString();
      answer =
          Optional.of(api.attempt(api.nextNode(), "POST", "/api/v1/interactions", SUBMIT, key));
    } catch (IOException none) {
      // its status tells
    } finally {
      open.release();
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    int status = answer.map(Api.Answer::status).orElse(0);
    var ended = new Ended(status, answer.map(Api.Answer::saysWhen).orElse(false), millis);
    synchronized (answers) {
      answers.add(ended);
    }
  }

  /** Asks no more, waits for what is open, and tells. */
  Told end() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        threads.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (answers) {
      long done = answers.stream().filter(a -> a.status() >= 200 && a.status() < 300).count();
      long later = answers.stream().filter(a -> a.status() == 503 && a.saysWhen()).count();
      long slowest = answers.stream().mapToLong(Ended::millis).max().orElse(0);
      return new Told(answers.size(), done, later, answers.size() - done - later, slowest);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    api.close();
  }
}
