package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ixion through its HTTP API: real connections, an event stream and a thread for each agent;
 * submitters and agents are spread over the nodes.
 */
final class HttpRoad implements Road {
  private static final String QUEUE = "/api/v1/queues/bench";
  private static final long LIMIT_SECONDS = 60;
  private static final long LOOK_NANOS = 2_000_000;

  private final String name;
  private final List<URI> nodes;
  private final JournalCheck journal;

  HttpRoad(String name, List<URI> nodes, JournalCheck journal) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.journal = journal;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Round open(BenchLoad load, int waiting, StepLatencies latencies) throws Exception {
    var round = new HttpRound("bench-" + UUID.randomUUID(), load, latencies);
    round.line(0).send("PUT", QUEUE, "{}");
    for (int i = 0; i < waiting; i++)
      round.line(i).send("POST", "/api/v1/interactions", round.body(i % load.skills(), i % 10));
    round.logIn();
    return round;
  }

  private final class HttpRound implements Round {
    private final String tenant;
    private final BenchLoad load;
    private final List<HttpLine> lines = new ArrayList<>();
    private final StepLatencies latencies;
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Thread> agents = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean closed;
    private volatile Runnable stopped = () -> {};

    HttpRound(String tenant, BenchLoad load, StepLatencies latencies) {
      this.latencies = latencies;
      this.tenant = tenant;
      this.load = load;
      for (URI node : nodes)
        lines.add(new HttpLine(node, tenant, load.submitters() + 2 * load.agents() + 2));
    }

    /** The node that this submitter or agent talks to. */
    private HttpLine line(int client) {
      return lines.get(client % lines.size());
    }

    String body(int skill, int priority) {
      return "{\"queue\":\"bench\",\"mediaType\":\"chat\",\"priority\":"
          + priority
          + ",\"skills\":{\"s"
          + skill
          + "\":1},\"data\":{\"text\":\""
          + load.data()
          + "\"}}";
    }

    void logIn() throws Exception {
      var open = new CountDownLatch(load.agents());
      for (int i = 0; i < load.agents(); i++) {
        String agent = "/api/v1/agents/a" + i;
        String skills =
            IntStream.of(load.skillsOf(i))
                .mapToObj(s -> "\"s" + s + "\":1")
                .collect(Collectors.joining(","));
        HttpLine line = line(i);
        line.send("PUT", agent, "{\"skills\":{" + skills + "}}");
        line.send("POST", agent + "/session", "{\"media\":{\"chat\":\"not-ready\"}}");
        var thread = new Thread(() -> follow(line, agent, open), "bench-agent-" + i);
        thread.start();
        agents.add(thread);
      }
      if (!open.await(30, TimeUnit.SECONDS))
        throw new IOException("the event streams of the agents did not open");
    }

    private void follow(HttpLine line, String agent, CountDownLatch open) {
      try {
        line.stream(
            agent + "/events",
            (event, data) -> {
              if (event.equals("snapshot")) open.countDown();
              if (event.equals("offer")) handle(line, data);
            });
      } catch (IOException e) {
        if (!closed) failure.compareAndSet(null, e.toString());
      }
    }

    private void handle(HttpLine line, JsonNode offer) {
      String id = offer.path("interaction").path("id").asText();
      underWay.incrementAndGet();
      try {
        long offered = System.nanoTime();
        line.send("POST", "/api/v1/offers/" + offer.path("offerId").asText() + "/accept", null);
        long accepted = System.nanoTime();
        line.send("POST", "/api/v1/interactions/" + id + "/stop", null);
        latencies.stopped(id, offered, accepted);
        stopped.run();
      } catch (IOException e) {
        failure.compareAndSet(null, e.toString());
      } finally {
        underWay.decrementAndGet();
      }
    }

    private void everyAgent(String method, String path) throws IOException {
      for (int i = 0; i < load.agents(); i++)
        line(i).send(method, "/api/v1/agents/a" + i + path, null);
    }

    @Override
    public void work(Runnable stopped) throws IOException {
      this.stopped = stopped;
      everyAgent("POST", "/media/chat/ready");
    }

    @Override
    public void submit(int submitter, Sample sample) throws IOException {
      String text =
          line(submitter)
              .send("POST", "/api/v1/interactions", body(sample.skill(), sample.priority()));
      int at = text.indexOf("ixn_");
      latencies.submitted(text.substring(at, at + 30), sample.dueNanos());
    }

    @Override
    public void rest() throws Exception {
      everyAgent("POST", "/media/chat/not-ready");
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (underWay.get() > 0
          || line(0).json("GET", QUEUE, null).path("handingOff").asInt() > 0) {
        if (System.nanoTime() > limit)
          throw new IllegalStateException("the queue did not settle in " + LIMIT_SECONDS + " s");
        LockSupport.parkNanos(LOOK_NANOS);
      }
      journal.awaitReadSide();
    }

    @Override
    public void check(long submitted, long stopped) throws Exception {
      if (failure.get() != null) throw new IllegalStateException(failure.get());
      journal.check(tenant, submitted, stopped);
    }

    @Override
    public void close() {
      closed = true;
      try {
        everyAgent("DELETE", "/session");
        for (HttpLine line : lines) line.close();
        for (Thread agent : agents) agent.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
