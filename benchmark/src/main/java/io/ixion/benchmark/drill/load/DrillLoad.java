package io.ixion.benchmark.drill.load;

import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.client.SampleData;
import io.ixion.benchmark.client.SimulatedAgent;
import io.ixion.benchmark.drill.history.Recorder;
import io.ixion.benchmark.drill.load.Caller.Operation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What goes on while things break: submitters, agents, and probes. A probe is an interaction that
 * nobody is offered and whose data is changed again and again, so that every part of the cluster is
 * asked for a durable change all the time. Everybody uses all nodes, and repeats what was not
 * answered at another one.
 */
public final class DrillLoad implements AutoCloseable {
  public static final List<String> QUEUES = List.of("drill-a", "drill-b");
  static final String MEDIUM = "task";
  static final String PATH = "/api/v1/interactions";

  /** Submits in a second, if not said. */
  public static final int RATE = 20;

  private static final int PROBES_A_SUBMIT = 3;
  private static final int AGENTS = 8;

  /** Submits that may be under way at once; while so many are stuck no more are begun. */
  private static final int MOST_SUBMITS = 64;

  private static final int THREADS = Probes.NUMBER + MOST_SUBMITS + 64;

  /** How long an attempt waits before it is given up and repeated elsewhere. */
  public static final Duration ATTEMPT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration STREAM_SILENCE = Duration.ofSeconds(2);

  private final String run;
  private final int rate;
  private final Random random;
  private final Api api;
  private final Api streams;
  private final Health health;
  private final Caller caller;
  private final Probes probes;
  private final Recorder recorder;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(2, daemon("drill-clock"));
  private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, daemon("drill"));
  private final Semaphore submitting = new Semaphore(MOST_SUBMITS);
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final Map<String, Long> offered = new ConcurrentHashMap<>();
  private final Map<String, Long> submittedAt = new ConcurrentHashMap<>();
  private final AtomicInteger submits = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong stopped = new AtomicLong();
  private final AtomicReference<String> problem = new AtomicReference<>("");
  private volatile boolean ending;

  /**
   * @param rate submits in a second; probes are changed three times as often
   */
  public DrillLoad(
      List<URI> nodes, String tenant, String run, int rate, Random random, Recorder recorder) {
    this.run = run;
    this.rate = rate;
    this.random = random;
    this.recorder = recorder;
    this.api = new Api(nodes, tenant, THREADS, PATIENCE, ATTEMPT);
    this.streams = new Api(nodes, tenant, AGENTS * 2, PATIENCE, STREAM_SILENCE);
    this.health = new Health(nodes, tenant);
    this.caller = new Caller(api, health, recorder, PATIENCE);
    this.probes = new Probes(run, cycleMillis(rate), caller);
  }

  /** How often each probe is changed at this rate. */
  public static long cycleMillis(int rate) {
    return 1_000L * Probes.NUMBER / (rate * PROBES_A_SUBMIT);
  }

  static ThreadFactory daemon(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Makes queues, agents and probes, and begins. */
  public void start() throws IOException {
    health.watch();
    for (String queue : QUEUES) {
      Api.Answer made = api.send("PUT", "/api/v1/queues/" + queue, "{\"description\":\"a drill\"}");
      if (!made.isSuccess())
        throw new IOException("cannot create a queue: " + made.status() + " " + made.body());
    }
    for (int i = 0; i < AGENTS; i++) {
      String name = "agent-" + (i + 1);
      Map<String, Integer> skills =
          i % 3 == 0 ? Map.of("red", 1, "blue", 1) : Map.of(i % 3 == 1 ? "red" : "blue", 1);
      var worker = new Worker(name, this);
      SimulatedAgent agent = SimulatedAgent.open(streams, name, skills, List.of(MEDIUM), worker);
      agents.add(agent);
      agent.start();
    }
    probes.start();
    for (int i = 0; i < Probes.NUMBER; i++) {
      int probe = i;
      every(
          1_000 * probes.cycleMillis() * i / Probes.NUMBER,
          1_000 * probes.cycleMillis(),
          () -> probes.next(probe).ifPresent(this::work));
    }
    every(0, 1_000_000 / rate, this::beginSubmit);
  }

  private void every(long delayMicros, long periodMicros, Runnable begin) {
    clock.scheduleAtFixedRate(
        () -> {
          if (!ending) begin.run();
        },
        delayMicros,
        periodMicros,
        TimeUnit.MICROSECONDS);
  }

  private void beginSubmit() {
    if (!submitting.tryAcquire()) return;
    work(
        () -> {
          try {
            submit();
          } finally {
            submitting.release();
          }
        });
  }

  /** Something that may find no answer at all. */
  interface Step {
    void run() throws IOException;
  }

  void work(Step step) {
    inFlight.incrementAndGet();
    try {
      workers.execute(
          () -> {
            try {
              step.run();
            } catch (IOException | RuntimeException e) {
              problem.compareAndSet("", e.toString());
            } finally {
              inFlight.decrementAndGet();
            }
          });
    } catch (RejectedExecutionException closed) {
      inFlight.decrementAndGet();
    }
  }

  void later(long millis, Step step) {
    inFlight.incrementAndGet();
    try {
      clock.schedule(
          () -> {
            work(step);
            inFlight.decrementAndGet();
          },
          millis,
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      inFlight.decrementAndGet();
    }
  }

  static Operation submit(String proc, String key, String body) {
    return new Operation(proc, "submit", "", key, "", "", "POST", PATH, body);
  }

  /** The body that a number stands for: its queue, skill and priority. */
  static String body(int number, int priority, boolean held) {
    return "{\"queue\":\"%s\",\"mediaType\":\"%s\",\"priority\":%d,\"isHeld\":%b,\"skills\":{\"%s\":1},\"data\":%s}"
        .formatted(
            QUEUES.get(number % 2),
            MEDIUM,
            priority,
            held,
            number / 2 % 2 == 0 ? "red" : "blue",
            SampleData.of(number));
  }

  private static int priority(int number) {
    return number % 7 == 0 ? 5 : 0;
  }

  private void submit() throws IOException {
    int number = submits.getAndIncrement();
    long now = System.nanoTime();
    var operation =
        submit(
            "submitter-" + number % 32, run + "-" + number, body(number, priority(number), false));
    Api.Answer answer = caller.call(operation);
    if (answer.isSuccess()) submittedAt.put(answer.body().path("id").asText(), now);
    else problem.compareAndSet("", "a submit was refused: " + answer.body());
  }

  // What the agents tell.

  Recorder recorder() {
    return recorder;
  }

  Caller caller() {
    return caller;
  }

  synchronized long workMillis() {
    return 80 + random.nextInt(140);
  }

  void offered(String ixn, String queue) {
    Long since = submittedAt.get(ixn);
    if (since != null) offered.merge(queue, since, Math::max);
  }

  void accepted() {
    accepted.incrementAndGet();
  }

  void stopped() {
    stopped.incrementAndGet();
  }

  // What the drill asks.

  /** Whether every probe was changed, and each queue offered something, that came after this. */
  public boolean isWell(long sinceNanos) {
    if (!probes.allSince(sinceNanos)) return false;
    return QUEUES.stream().allMatch(queue -> offered.getOrDefault(queue, 0L) > sinceNanos);
  }

  /** Whether nothing waits for long and no backlog has built up. */
  public boolean isCalm() {
    return probes.behind() == 0 && submits.get() - stopped.get() < rate * 2;
  }

  public String line() {
    return "submitted %d, accepted %d, stopped %d; probes behind %d of %d"
        .formatted(submits.get(), accepted.get(), stopped.get(), probes.behind(), Probes.NUMBER);
  }

  /** The first thing that went wrong with the load itself, or nothing. */
  public String problem() {
    return problem.get();
  }

  public int submitted() {
    return submits.get();
  }

  /** No more submits and probes; then the probes are stopped. What is under way goes on. */
  public void endSubmits(Duration limit) throws IOException {
    ending = true;
    probes.ends().forEach(this::work);
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (inFlight.get() > 0 && System.nanoTime() < end) TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Repeats some submits that were answered long ago, and uses some of their keys for something
   * else: the first must change nothing, the second must be refused.
   */
  public void repeatSome(int sample) throws IOException {
    for (int number = 0; number < submits.get(); number += Math.max(1, submits.get() / sample)) {
      String key = run + "-" + number;
      String body = body(number, priority(number), false);
      caller.call(new Operation("repeater", "repeat", "", key, "", "", "POST", PATH, body));
      String other = body(number, priority(number) + 1, false);
      caller.call(new Operation("repeater", "misuse", "", key, "", "", "POST", PATH, other));
    }
  }

  public Api api() {
    return api;
  }

  @Override
  public void close() {
    ending = true;
    caller.close();
    agents.forEach(SimulatedAgent::close);
    clock.shutdownNow();
    workers.shutdownNow();
    health.close();
    streams.close();
    api.close();
  }
}
