package io.ixion.benchmark.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.client.SampleData;
import io.ixion.benchmark.client.SimulatedAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gentle synthetic work for a demonstration: mail, chat and tasks in queues of their own, and
 * agents of different skills, who reject an offer now and then. Stops with its threads.
 */
final class Traffic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  static final Map<String, String> QUEUES =
      Map.of("mail", "email", "chat", "chat", "tasks", "task");
  private static final String[] SKILLS = {"billing", "german", "orders"};
  private static final double PER_SECOND = 2.5;
  private static final int MOST_OPEN = 200;

  private final Api api;
  private final Proof proof;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(4, Traffic::daemon);
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final Set<String> inWork = ConcurrentHashMap.newKeySet();
  final AtomicLong submitted = new AtomicLong();
  final AtomicLong rejected = new AtomicLong();
  final AtomicLong stopped = new AtomicLong();

  Traffic(Api api, Proof proof) {
    this.api = api;
    this.proof = proof;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "demo-traffic");
    thread.setDaemon(true);
    return thread;
  }

  void start() throws IOException {
    for (String queue : QUEUES.keySet())
      api.send(
          "PUT",
          "/api/v1/queues/" + queue,
          "{\"description\":\"" + queue + " of the demonstration\"}");
    agent("ana", Map.of("billing", 3, "german", 4), 0.02);
    agent("ben", Map.of("billing", 1, "orders", 3), 0.10);
    agent("cleo", Map.of("german", 2, "orders", 2), 0.02);
    agent("dan", Map.of("billing", 2, "german", 1, "orders", 1), 0.05);
    agent("eva", Map.of("orders", 4), 0.02);
    clock.scheduleWithFixedDelay(
        guarded(this::arrive), 500, (long) (1_000 / PER_SECOND), TimeUnit.MILLISECONDS);
  }

  private void agent(String name, Map<String, Integer> skills, double reluctance)
      throws IOException {
    SimulatedAgent one =
        SimulatedAgent.open(
            api,
            name,
            skills,
            QUEUES.values(),
            new Worker(reluctance, new Random(name.hashCode())));
    one.start();
    agents.add(one);
  }

  private void arrive() throws IOException {
    if (submitted.get() - stopped.get() > MOST_OPEN) return; // nobody drowns in a demonstration
    var random = ThreadLocalRandom.current();
    String queue = new ArrayList<>(QUEUES.keySet()).get(random.nextInt(QUEUES.size()));
    String skill = SKILLS[random.nextInt(SKILLS.length)];
    String body =
        "{\"queue\":\""
            + queue
            + "\",\"mediaType\":\""
            + QUEUES.get(queue)
            + "\",\"priority\":"
            + random.nextInt(3)
            + ",\"skills\":{\""
            + skill
            + "\":1},\"data\":"
            + SampleData.of(submitted.get())
            + "}";
    Api.Answer answer = api.send("POST", "/api/v1/interactions", body);
    if (!answer.isSuccess()) return;
    submitted.incrementAndGet();
    proof.acknowledged(answer.body().path("id").asText(), "submitted");
  }

  boolean isRunning() {
    return !agents.isEmpty();
  }

  int inWork() {
    return inWork.size();
  }

  private interface Step {
    void run() throws IOException;
  }

  /** What goes wrong in one step of a demonstration does not end it. */
  private Runnable guarded(Step step) {
    return () -> {
      try {
        step.run();
      } catch (IOException | RuntimeException e) {
        LOG.debug("a step of the traffic failed", e);
      }
    };
  }

  /** Accepts after a moment, works for some seconds, stops; rejects an offer now and then. */
  private final class Worker implements SimulatedAgent.Worker {
    private final double reluctance;
    private final Random random;

    Worker(double reluctance, Random random) {
      this.reluctance = reluctance;
      this.random = random;
    }

    @Override
    public void offered(String offerId, JsonNode interaction) {
      long moment = 200 + random.nextInt(800);
      if (random.nextDouble() < reluctance) later(moment, () -> reject(offerId));
      else later(moment, () -> accept(offerId));
    }

    private void reject(String offerId) throws IOException {
      if (api.send("POST", "/api/v1/offers/" + offerId + "/reject", "{\"reason\":\"busy\"}")
          .isSuccess()) rejected.incrementAndGet();
    }

    private void accept(String offerId) throws IOException {
      Api.Answer answer = api.send("POST", "/api/v1/offers/" + offerId + "/accept", null);
      if (!answer.isSuccess()) return;
      proof.acknowledged(answer.body().path("id").asText(), "accepted");
      has(answer.body());
    }

    @Override
    public void has(JsonNode interaction) {
      String id = interaction.path("id").asText();
      if (inWork.add(id)) later(2_000 + random.nextInt(4_000), () -> stop(id));
    }

    private void stop(String id) throws IOException {
      inWork.remove(id);
      String path = "/api/v1/interactions/" + id + "/stop";
      if (!api.send("POST", path, "{\"reason\":\"solved\"}").isSuccess()) return;
      stopped.incrementAndGet();
      proof.acknowledged(id, "stopped");
    }

    @Override
    public void hasOnly(Set<String> interactions) {
      // the work of other agents is in the same set; what is stopped meanwhile falls out of it by
      // itself
    }

    @Override
    public void lost(String interactionId, String reason) {
      inWork.remove(interactionId);
    }

    private void later(long millis, Step step) {
      clock.schedule(guarded(step), millis, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    agents.forEach(SimulatedAgent::close);
  }
}
