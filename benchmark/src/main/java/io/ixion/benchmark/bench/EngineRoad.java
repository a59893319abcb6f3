package io.ixion.benchmark.bench;

import io.ixion.engine.Engine;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Submission;
import io.ixion.engine.queue.QueueStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Ixion through the ports that its HTTP routes call. */
final class EngineRoad implements Road {
  private static final MediaType MEDIUM = new MediaType("chat");
  private static final QueueId QUEUE = new QueueId("bench");
  private static final AttemptId BEGIN = new AttemptId("begin");
  private static final AttemptId END = new AttemptId("end");
  private static final int PRELOADERS = 256;
  private static final long LIMIT_SECONDS = 60;
  private static final long LOOK_NANOS = 2_000_000;

  private final Engine engine;
  private final JournalCheck journal;

  EngineRoad(Engine engine, JournalCheck journal) {
    this.engine = engine;
    this.journal = journal;
  }

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public Round open(BenchLoad load, int waiting, StepLatencies latencies) throws Exception {
    var tenant = new TenantId("bench-" + UUID.randomUUID());
    engine.queues().put(tenant, QUEUE, Optional.empty()).toCompletableFuture().get();
    var round = new EngineRound(tenant, load, latencies);
    round.preload(waiting);
    for (int agent = 0; agent < load.agents(); agent++) round.logIn(agent);
    round.awaitQueue(QueueStatus::ready);
    return round;
  }

  private final class EngineRound implements Round {
    private final TenantId tenant;
    private final BenchLoad load;
    private final AttachedData data;
    private final List<Runnable> streams = new ArrayList<>();
    private final StepLatencies latencies;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile Runnable stopped = () -> {};

    EngineRound(TenantId tenant, BenchLoad load, StepLatencies latencies) {
      this.tenant = tenant;
      this.latencies = latencies;
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
      return command(id, new InteractionCommand.Submit(BEGIN, "bench", submission));
    }

    private void note(Outcome<Interaction> outcome, Throwable failed) {
      if (failed != null) failure.compareAndSet(null, failed.toString());
      else if (outcome instanceof Outcome.Refused<Interaction> no)
        failure.compareAndSet(null, no.why().toString());
    }

    void logIn(int number) throws Exception {
      command(number, new AgentCommand.Configure(attempt(), profile(number)));
      AutoCloseable stream =
          engine.agents().follow(tenant, agent(number), Optional.empty(), this::onNotice);
      streams.add(() -> close(stream));
      command(number, new AgentCommand.LogIn(attempt(), Map.of(MEDIUM, false)));
    }

    private AgentProfile profile(int number) {
      var skills = new TreeMap<String, Integer>();
      for (int skill : load.skillsOf(number)) skills.put("s" + skill, 1);
      return new AgentProfile(Skills.of(skills), Set.of(), Map.of());
    }

    private static AgentId agent(int number) {
      return new AgentId("a" + number);
    }

    private void command(int number, AgentCommand command) throws Exception {
      var outcome =
          engine
              .agents()
              .command(tenant, agent(number), command)
              .toCompletableFuture()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (outcome instanceof Outcome.Refused<?> no)
        throw new IllegalStateException(command + " of an agent was refused: " + no.why());
    }

    private void awaitQueue(Predicate<QueueStatus> state) throws Exception {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!state.test(engine.queues().status(tenant, QUEUE).toCompletableFuture().get())) {
        if (System.nanoTime() > limit)
          throw new IllegalStateException("the queue did not settle in " + LIMIT_SECONDS + " s");
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }

    private static void close(AutoCloseable stream) {
      try {
        stream.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void work(Runnable stopped) throws Exception {
      this.stopped = stopped;
      for (int i = 0; i < load.agents(); i++) command(i, new AgentCommand.Ready(attempt(), MEDIUM));
    }

    @Override
    public void submit(int submitter, Sample sample) throws Exception {
      var id = InteractionId.of(UUID.randomUUID());
      send(id, sample.skill(), sample.priority())
          .toCompletableFuture()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      latencies.submitted(id, sample.dueNanos());
    }

    private void onNotice(FollowedNotice followed) {
      AgentNotice notice = followed.notice();
      if (notice.content() instanceof AgentNotice.Offered offer) handle(offer.offer());
    }

    private void handle(OfferId offer) {
      InteractionId id = offer.interaction();
      underWay.incrementAndGet();
      long offered = System.nanoTime();
      command(id, new InteractionCommand.Accept(offer.number(), Originator.CLIENT))
          .thenCompose(
              done -> {
                long accepted = System.nanoTime();
                var stop = new InteractionCommand.Stop(END, Originator.CLIENT, Optional.empty());
                return command(id, stop)
                    .thenRun(() -> latencies.stopped(id, offered, accepted))
                    .thenRun(() -> stopped.run());
              })
          .whenComplete((done, failed) -> underWay.decrementAndGet());
    }

    private CompletionStage<Outcome<Interaction>> command(
        InteractionId id, InteractionCommand command) {
      return engine.interactions().command(tenant, id, command).whenComplete(this::note);
    }

    @Override
    public void rest() throws Exception {
      for (int i = 0; i < load.agents(); i++)
        command(i, new AgentCommand.NotReady(attempt(), MEDIUM, Optional.empty()));
      awaitQueue(queue -> queue.handingOff() == 0 && underWay.get() == 0);
      journal.awaitReadSide();
    }

    @Override
    public void check(long submitted, long stopped) throws Exception {
      if (failure.get() != null) throw new IllegalStateException(failure.get());
      journal.check(tenant.value(), submitted, stopped);
    }

    @Override
    public void close() {
      streams.forEach(Runnable::run);
      for (int i = 0; i < load.agents(); i++)
        engine
            .agents()
            .command(tenant, agent(i), new AgentCommand.LogOut(attempt(), Optional.empty()));
    }
  }

  private static AttemptId attempt() {
    return new AttemptId(UUID.randomUUID().toString());
  }
}
