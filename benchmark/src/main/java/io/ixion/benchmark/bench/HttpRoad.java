package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.bench.Sample.Step;
import io.ixion.cluster.Database;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ixion through its HTTP API: real connections, an event stream and a thread for each agent. */
final class HttpRoad implements Road {
  private final URI node;
  private final Database database;

  HttpRoad(URI node, Database database) {
    this.node = node;
    this.database = database;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Round open(Load load, int waiting) throws Exception {
    var round = new HttpRound("bench-" + UUID.randomUUID(), load);
    round.line.send("PUT", "/api/v1/queues/bench", "{}");
    for (int i = 0; i < waiting; i++)
      round.line.send("POST", "/api/v1/interactions", round.body(i % load.skills(), i % 10));
    round.logIn();
    return round;
  }

  private final class HttpRound implements Round {
    private final String tenant;
    private final Load load;
    private final HttpLine line;
    private final Map<String, Sample> samples = new ConcurrentHashMap<>();
    private final List<Thread> agents = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean closed;
    private volatile Runnable stopped = () -> {};

    HttpRound(String tenant, Load load) {
      this.tenant = tenant;
      this.load = load;
      this.line = new HttpLine(node, tenant, load.submitters() + 2 * load.agents() + 2);
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
        line.send("PUT", agent, "{\"skills\":{" + skills + "}}");
        line.send("POST", agent + "/session", "{\"media\":{\"chat\":\"not-ready\"}}");
        var thread = new Thread(() -> follow(agent, open), "bench-agent-" + i);
        thread.start();
        agents.add(thread);
      }
      if (!open.await(30, TimeUnit.SECONDS))
        throw new IOException("the event streams of the agents did not open");
    }

    private void follow(String agent, CountDownLatch open) {
      try {
        line.stream(
            agent + "/events",
            (event, data) -> {
              if (event.equals("snapshot")) open.countDown();
              if (event.equals("offer")) handle(data);
            });
      } catch (IOException e) {
        if (!closed) failure.compareAndSet(null, e.toString());
      }
    }

    private void handle(JsonNode offer) {
      String id = offer.path("interaction").path("id").asText();
      Sample sample = samples.remove(id);
      long offered = System.nanoTime();
      try {
        line.send("POST", "/api/v1/offers/" + offer.path("offerId").asText() + "/accept", null);
        long accepted = System.nanoTime();
        line.send("POST", "/api/v1/interactions/" + id + "/stop", null);
        record(sample, offered, accepted, System.nanoTime());
      } catch (IOException e) {
        if (!closed) failure.compareAndSet(null, e.toString());
      }
      stopped.run();
    }

    private void record(Sample sample, long offered, long accepted, long stoppedAt) {
      if (sample == null) return;
      sample.latencies().record(Step.OFFERED, offered - sample.dueNanos());
      sample.latencies().record(Step.ACCEPT, accepted - offered);
      sample.latencies().record(Step.STOP, stoppedAt - accepted);
      sample.latencies().record(Step.END_TO_END, stoppedAt - sample.dueNanos());
    }

    @Override
    public void work(Runnable stopped) {
      this.stopped = stopped;
      try {
        for (int i = 0; i < load.agents(); i++)
          line.send("POST", "/api/v1/agents/a" + i + "/media/chat/ready", null);
      } catch (IOException e) {
        failure.compareAndSet(null, e.toString());
      }
    }

    @Override
    public void submit(int submitter, Sample sample) throws IOException {
      String text =
          line.send("POST", "/api/v1/interactions", body(sample.skill(), sample.priority()));
      long now = System.nanoTime();
      sample.latencies().record(Step.SUBMIT, now - sample.dueNanos());
      int at = text.indexOf("ixn_");
      samples.put(text.substring(at, at + 30), sample);
    }

    @Override
    public void check(long submitted) throws Exception {
      if (failure.get() != null) throw new IllegalStateException(failure.get());
      JournalCheck.everyLifeIsWhole(database, tenant, submitted);
    }

    @Override
    public void close() {
      closed = true;
      try {
        for (int i = 0; i < load.agents(); i++)
          line.send("DELETE", "/api/v1/agents/a" + i + "/session", null);
        line.close();
        for (Thread agent : agents) agent.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
