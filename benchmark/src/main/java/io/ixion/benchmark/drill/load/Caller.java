package io.ixion.benchmark.drill.load;

import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import io.ixion.benchmark.drill.history.Recorder;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends operations until they are answered, each attempt to the next node with the same key, and
 * records every edge. An attempt without an answer, or with one that tells nothing, leaves its
 * outcome unknown; its process is never heard of again.
 */
final class Caller {
  private static final long FIRST_PAUSE_MS = 25;
  private static final long LONGEST_PAUSE_MS = 250;

  /** How long a node that did not answer is left alone, as long as there is another. */
  private static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Api api;
  private final Health health;
  private final Recorder recorder;
  private final Duration patience;
  private final Map<String, AtomicInteger> lives = new ConcurrentHashMap<>();
  private final Map<Integer, Long> silentUntil = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** What is asked for, and by whom; what does not apply is empty. */
  record Operation(
      String proc,
      String op,
      String ixn,
      String key,
      String agent,
      String offer,
      String method,
      String path,
      String body) {}

  Caller(Api api, Health health, Recorder recorder, Duration patience) {
    this.api = api;
    this.health = health;
    this.recorder = recorder;
    this.patience = patience;
  }

  /**
   * The definite answer.
   *
   * @throws IOException if there was none for as long as the patience lasts
   */
  Api.Answer call(Operation o) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MS;
    AtomicInteger life = lives.computeIfAbsent(o.proc(), proc -> new AtomicInteger());
    for (int node = likely(api.nextNode()); ; node = likely(node + 1)) {
      Edge begun =
          Edge.invoke(
              o.proc() + "/" + life.get(),
              o.op(),
              o.ixn(),
              o.key(),
              o.agent(),
              o.offer(),
              node % api.nodes() + 1);
      recorder.record(begun);
      String why;
      try {
        Api.Answer answer = api.attempt(node, o.method(), o.path(), o.body(), o.key());
        Edge ended = edge(begun, answer);
        recorder.record(ended);
        if (ended.kind() != Kind.INFO) return answer;
        why = answer.status() + " " + answer.code();
        life.incrementAndGet();
      } catch (IOException noAnswer) {
        why = noAnswer.getClass().getSimpleName();
        boolean neverSent = noAnswer instanceof ConnectException;
        recorder.record(begun.ended(neverSent ? Kind.FAIL : Kind.INFO, "", 0, 0, why));
        if (!neverSent) life.incrementAndGet();
        silentUntil.put(node % api.nodes(), System.nanoTime() + AVOIDED_NANOS);
      }
      if (closed || System.nanoTime() > end)
        throw new IOException(o.op() + " " + o.path() + " got no definite answer, last " + why);
      pause(pause);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  }

  /**
   * This node or the next that is ready and answered of late; else the next that is ready; else the
   * next that answered of late.
   */
  private int likely(int node) {
    for (int i = 0; i < api.nodes(); i++)
      if (isReady(node + i) && !isSilent(node + i)) return node + i;
    for (int i = 0; i < api.nodes(); i++) if (isReady(node + i)) return node + i;
    for (int i = 0; i < api.nodes(); i++) if (!isSilent(node + i)) return node + i;
    return node;
  }

  private boolean isReady(int node) {
    return health.isIn(node % api.nodes());
  }

  private boolean isSilent(int node) {
    Long until = silentUntil.get(node % api.nodes());
    return until != null && System.nanoTime() - until < 0;
  }

  private static Edge edge(Edge begun, Api.Answer answer) {
    int status = answer.status();
    if (answer.isSuccess())
      return begun.ended(
          Kind.OK,
          answer.body().path("id").asText(),
          status,
          answer.body().path("revision").asLong(),
          answer.replayed() ? "replayed" : "");
    boolean unknown = status >= 500 || status == 408 || status == 429;
    return begun.ended(
        unknown ? Kind.INFO : Kind.FAIL,
        "",
        status,
        0,
        answer.code() + (answer.saysWhen() ? Edge.SAYS_WHEN : ""));
  }

  void close() {
    closed = true;
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
