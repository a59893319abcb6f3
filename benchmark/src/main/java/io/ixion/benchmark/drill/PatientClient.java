package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.client.Api;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A client of a tenant of its own that waits for every answer, so that what a node says while its
 * database is away, and after how long, is seen: the other clients turn to another node before.
 */
final class PatientClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 16;
  private static final long PERIOD_MS = 250;
  private static final String SUBMIT =
      "{\"queue\":\"patient\",\"mediaType\":\"task\",\"isHeld\":true,\"data\":{}}";

  /**
   * How one attempt ended; status 0 is no answer.
   *
   * @param how the code of the problem, or what happened instead of an answer
   */
  private record Ended(int status, boolean saysWhen, long millis, String how) {
    boolean isDone() {
      return status >= 200 && status < 300;
    }

    boolean isLater() {
      return (status == 503 || status == 504) && saysWhen;
    }

    @Override
    public String toString() {
      return (status + " " + how).strip();
    }
  }

  /**
   * What it was told.
   *
   * @param later 503 or 504 with Retry-After
   * @param other anything but success and that, and how often; none is wanted
   * @param slowestMs until an answer of any kind
   */
  record Told(long asked, long done, long later, Map<String, Long> other, long slowestMs) {
    void into(ObjectNode json) {
      json.putObject("patient")
          .put("asked", asked)
          .put("done", done)
          .put("answers_503_retry_after", later)
          .put("other", others())
          .put("slowest_ms", slowestMs);
    }

    private long others() {
      return other.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
      return "a client that waits for every answer asked %d times: done %d, 503 with Retry-After %d, anything else %d%s; slowest answer %d ms"
          .formatted(asked, done, later, others(), other.isEmpty() ? "" : " " + other, slowestMs);
    }
  }

  private final Api api;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
  private final Semaphore open = new Semaphore(AT_ONCE);
  private final List<Ended> answers = new ArrayList<>();

  PatientClient(List<URI> nodes, String tenant) throws IOException {
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
    Ended ended;
    try {
      String key = UUID.randomUUID().toString();
      Api.Answer answer = api.attempt(api.nextNode(), "POST", "/api/v1/interactions", SUBMIT, key);
      ended = new Ended(answer.status(), answer.saysWhen(), millisSince(began), answer.code());
    } catch (IOException none) {
      ended = new Ended(0, false, millisSince(began), none.toString());
    } finally {
      open.release();
    }
    synchronized (answers) {
      answers.add(ended);
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
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
      long done = answers.stream().filter(Ended::isDone).count();
      long later = answers.stream().filter(Ended::isLater).count();
      Map<String, Long> other =
          answers.stream()
              .filter(a -> !a.isDone() && !a.isLater())
              .collect(Collectors.groupingBy(Ended::toString, TreeMap::new, Collectors.counting()));
      long slowest = answers.stream().mapToLong(Ended::millis).max().orElse(0);
      return new Told(answers.size(), done, later, other, slowest);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    api.close();
  }
}
