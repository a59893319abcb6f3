package io.ixion.benchmark.bench;

import io.ixion.benchmark.bench.Sample.Step;
import io.ixion.cluster.Database;
import io.ixion.engine.Engine;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Submission;
import io.ixion.engine.kernel.AgentId;
import io.ixion.engine.kernel.AttemptId;
import io.ixion.engine.kernel.InteractionId;
import io.ixion.engine.kernel.MediaType;
import io.ixion.engine.kernel.OfferId;
import io.ixion.engine.kernel.Outcome;
import io.ixion.engine.kernel.QueueId;
import io.ixion.engine.kernel.Skills;
import io.ixion.engine.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Ixion through the ports that its HTTP routes call. */
final class EngineRoad implements Road {
  private static final MediaType MEDIUM = new MediaType("chat");
  private static final QueueId QUEUE = new QueueId("bench");
  private static final int PRELOADERS = 256;

  private final Engine engine;
  private final Database database;

  EngineRoad(Engine engine, Database database) {
    this.engine = engine;
    this.database = database;
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public Round open(Load load, int waiting) throws Exception {
    var tenant = new TenantId("bench-" + UUID.randomUUID());
    engine.queues().put(tenant, QUEUE, Optional.empty()).toCompletableFuture().get();
    var round = new EngineRound(tenant, load);
    round.preload(waiting);
    for (int agent = 0; agent < load.agents(); agent++) round.logIn(agent);
    return round;
  }

  static Skills skills(Load load, int agent) {
    var skills = new TreeMap<String, Integer>();
    for (int skill : load.skillsOf(agent)) skills.put("s" + skill, 1);
    return Skills.of(skills);
  }

  private final class EngineRound implements Round {
    private final TenantId tenant;
    private final Load load;
    private final AttachedData data;
    private final List<Runnable> streams = new ArrayList<>();
    private final Map<InteractionId, Sample> samples = new ConcurrentHashMap<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile Runnable stopped = () -> {};

    EngineRound(TenantId tenant, Load load) {
      this.tenant = tenant;
      this.load = load;
      this.data = new AttachedData(Map.of("text", load.data()));
    }

    void preload(int waiting) throws InterruptedException {
      var free = new Semaphore(PRELOADERS);
      for (int i = 0; i < waiting; i++) {
        free.acquire();
        send(
                InteractionId.of(UUID.randomUUID()),
                i % load.skills(),
                ThreadLocalRandom.current().nextInt(10))
            .whenComplete((done, failed) -> free.release());
      }
      free.acquire(PRELOADERS);
    }

    private CompletionStage<Outcome<Interaction>> send(InteractionId id, int skill, int priority) {
      var submission =
          Submission.of(QUEUE, MEDIUM, priority, Skills.of(Map.of("s" + skill, 1)), data);
      return engine
          .interactions()
          .command(tenant, id, new InteractionCommand.Submit(new AttemptId("s"), "f", submission))
          .whenComplete(this::note);
    }

    private void note(Outcome<Interaction> outcome, Throwable failed) {
      if (failed != null) failure.compareAndSet(null, failed.toString());
      else if (outcome instanceof Outcome.Refused<Interaction> no)
        failure.compareAndSet(null, no.why().toString());
    }

    void logIn(int number) throws Exception {
      var agent = new AgentId("a" + number);
      var profile = new AgentProfile(skills(load, number), Set.of(), Map.of());
      engine
          .agents()
          .command(tenant, agent, new AgentCommand.Configure(profile))
          .toCompletableFuture()
          .get();
      AutoCloseable stream =
          engine.agents().follow(tenant, agent, Optional.empty(), this::onNotice);
      streams.add(() -> close(stream));
      engine
          .agents()
          .command(tenant, agent, new AgentCommand.LogIn(Map.of(MEDIUM, false)))
          .toCompletableFuture()
          .get();
    }

    private static void close(AutoCloseable stream) {
      try {
        stream.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void work(Runnable stopped) {
      this.stopped = stopped;
      for (int agent = 0; agent < load.agents(); agent++)
        engine.agents().command(tenant, new AgentId("a" + agent), new AgentCommand.Ready(MEDIUM));
    }

    @Override
    public void submit(int submitter, Sample sample) throws Exception {
      var id = InteractionId.of(UUID.randomUUID());
      samples.put(id, sample);
      send(id, sample.skill(), sample.priority()).toCompletableFuture().get(30, TimeUnit.SECONDS);
      sample.latencies().record(Step.SUBMIT, System.nanoTime() - sample.dueNanos());
    }

    private void onNotice(AgentNotice notice) {
      if (notice.content() instanceof AgentNotice.Offered offer) handle(offer.offer());
    }

    private void handle(OfferId offer) {
      InteractionId id = offer.interaction();
      Sample sample = samples.remove(id);
      long offered = System.nanoTime();
      var accept = new InteractionCommand.Accept(offer.number());
      var stop =
          new InteractionCommand.Stop(new AttemptId("e"), Optional.empty(), Optional.empty());
      engine
          .interactions()
          .command(tenant, id, accept)
          .whenComplete(this::note)
          .thenCompose(
              accepted -> {
                long at = System.nanoTime();
                if (sample != null) sample.latencies().record(Step.ACCEPT, at - offered);
                return engine
                    .interactions()
                    .command(tenant, id, stop)
                    .whenComplete(
                        (done, failed) -> {
                          note(done, failed);
                          ended(sample, offered, at);
                        });
              });
    }

    private void ended(Sample sample, long offered, long accepted) {
      long now = System.nanoTime();
      if (sample != null) {
        sample.latencies().record(Step.OFFERED, offered - sample.dueNanos());
        sample.latencies().record(Step.STOP, now - accepted);
        sample.latencies().record(Step.END_TO_END, now - sample.dueNanos());
      }
      stopped.run();
    }

    @Override
    public void check(long submitted) throws Exception {
      if (failure.get() != null) throw new IllegalStateException(failure.get());
      JournalCheck.everyLifeIsWhole(database, tenant.value(), submitted);
    }

    @Override
    public void close() {
      streams.forEach(Runnable::run);
      for (int agent = 0; agent < load.agents(); agent++)
        engine
            .agents()
            .command(tenant, new AgentId("a" + agent), new AgentCommand.LogOut(Optional.empty()));
    }
  }
}
