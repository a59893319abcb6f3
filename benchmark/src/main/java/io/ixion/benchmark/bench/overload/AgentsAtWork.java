package io.ixion.benchmark.bench.overload;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.bench.overload.Readings.What;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.client.SimulatedAgent;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Agents who accept what they are offered, work on it for half a second and stop it. */
final class AgentsAtWork implements AutoCloseable {
  private static final String MEDIUM = "chat";
  private static final long WORK_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Api api;
  private final Supplier<Readings> readings;
  private final List<SimulatedAgent> simulated = new ArrayList<>();
  private final AtomicInteger working = new AtomicInteger();
  private volatile boolean over;

  /**
   * Opens their event streams and logs them in.
   *
   * @param readings where what is asked now is recorded
   */
  AgentsAtWork(URI node, String tenant, int agents, Supplier<Readings> readings)
      throws IOException {
    this.api = new Api(List.of(node), tenant, 2 * agents + 2, PATIENCE, SILENCE);
    this.readings = readings;
    for (int i = 1; i <= agents; i++)
      simulated.add(SimulatedAgent.open(api, "a" + i, Map.of(), List.of(MEDIUM), new Agent()));
    for (SimulatedAgent agent : simulated) agent.start();
  }

  private boolean ask(What what, String path) {
    Readings into = readings.get();
    long start = System.nanoTime();
    boolean good = false;
    try {
      good = api.send("POST", path, null, UUID.randomUUID().toString()).isSuccess();
    } catch (IOException noAnswer) {
      // it has failed
    }
    into.record(what, System.nanoTime() - start, good);
    return good;
  }

  /** Begins nothing once it is over, so that what was begun can be waited for. */
  private void work(Runnable work) {
    working.incrementAndGet();
    try {
      if (!over) work.run();
    } finally {
      working.decrementAndGet();
    }
  }

  /** Called on the thread of the agent's stream only, which waits while it works. */
  private final class Agent implements SimulatedAgent.Worker {
    private final Set<String> known = new HashSet<>();

    @Override
    public void offered(String offerId, JsonNode interaction) {
      work(
          () -> {
            if (ask(What.ACCEPT, "/api/v1/offers/" + offerId + "/accept")) finish(interaction);
          });
    }

    @Override
    public void has(JsonNode interaction) {
      work(() -> finish(interaction));
    }

    private void finish(JsonNode interaction) {
      String id = interaction.path("id").asText();
      if (!known.add(id)) return;
      Signals.pause(WORK_MILLIS);
      ask(What.STOP, "/api/v1/interactions/" + id + "/stop");
    }

    @Override
    public void hasOnly(Set<String> interactionIds) {
      // what it was told before is stopped already
    }

    @Override
    public void lost(String interactionId, String reason) {
      // its stop has failed, which is counted
    }
  }

  /** Has them finish what they work on, and leave. */
  void leave() throws IOException {
    over = true;
    if (!Signals.await(PATIENCE.multipliedBy(2), () -> working.get() == 0))
      throw new IOException("the agents do not come to an end with their work");
    for (SimulatedAgent agent : simulated) agent.leave();
  }

  @Override
  public void close() {
    over = true;
    simulated.forEach(SimulatedAgent::close);
    api.close();
  }
}
