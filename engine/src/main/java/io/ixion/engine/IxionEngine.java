package io.ixion.engine;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import com.typesafe.config.Config;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.agent.actor.ShardedAgents;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionEffect;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.actor.ShardedInteractions;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.Queues;
import io.ixion.engine.queue.actor.JdbcQueueCatalogue;
import io.ixion.engine.queue.actor.ShardedQueues;
import io.ixion.engine.reporting.ReadSideSettings;
import io.ixion.engine.reporting.Reports;
import io.ixion.engine.reporting.actor.ReadSide;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterSettings;
import io.ixion.engine.routing.actor.ShardedRouter;
import io.ixion.engine.shell.MessageCounts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * The composition root: starts every feature on this node and wires their ports. The only class
 * that sees all actors. Nothing answers before the actor system is a member of a cluster.
 */
public final class IxionEngine implements Engine {
  private final ActorSystem<?> system;
  private final EngineCounters counters = new EngineCounters();
  private final MessageCounts messages = new MessageCounts();
  private final AsyncJdbc jdbc;
  private final ReadSide readSide;
  private final ShardedRouter router;
  private final ShardedInteractions interactions;
  private final ShardedAgents agents;
  private final ShardedQueues queues;
  private final ReachableShards shards;

  /** Starts the engine; it stops with the actor system. */
  public static IxionEngine start(ActorSystem<?> system, DataSource database) {
    return start(system, database, CompletableFuture.completedFuture(null));
  }

  /**
   * Starts the engine.
   *
   * @param started from then on this node may look for work without an owner: waking thousands of
   *     queues would take the time away from whatever else a starting node has to do
   */
  public static IxionEngine start(
      ActorSystem<?> system, DataSource database, CompletionStage<Void> started) {
    // Milliseconds everywhere: journal, tables and API then order instants alike.
    return new IxionEngine(system, database, started, Clock.tickMillis(ZoneOffset.UTC));
  }

  private IxionEngine(
      ActorSystem<?> system, DataSource database, CompletionStage<Void> started, Clock clock) {
    this.system = system;
    Config ixion = system.settings().config().getConfig("ixion");
    var reading = ReadSideSettings.from(ixion);
    jdbc =
        new AsyncJdbc(
            database,
            reading.jdbcThreads(),
            reading.jdbcWaiting(),
            reading.jdbcWait(),
            system.executionContext());
    system.getWhenTerminated().thenRun(jdbc::close);
    var catalogue = new JdbcQueueCatalogue(jdbc);
    var evolutions = new ReadSide.Evolutions(InteractionEvolution::evolve, AgentEvolution::evolve);
    readSide = ReadSide.start(system, database, jdbc, reading, evolutions);
    var routerSettings = RouterSettings.from(ixion);
    router = new ShardedRouter(system, routerSettings, messages);
    var interactionSettings = InteractionSettings.from(ixion);
    interactions = new ShardedInteractions(system, interactionSettings, messages);
    var agentSettings = AgentSettings.from(ixion);
    agents = new ShardedAgents(system, agentSettings, interactions::read, messages);
    var queueSettings = QueueSettings.from(ixion);
    queues = new ShardedQueues(system, queueSettings, catalogue, messages);
    // Whoever is told of something is known before anybody is started who could tell it.
    router.start(system, this::run, clock, routerSettings);
    ShardedInteractions.start(system, interactionSettings, this::run, counters::count, clock);
    ShardedAgents.start(
        system,
        agentSettings,
        router,
        interactions,
        interactions::forward,
        queues::reserved,
        readSide.holdings(),
        clock);
    ShardedQueues.start(
        system, queueSettings, router, agents, interactions, readSide.backlog(), clock);
    shards = new ReachableShards(system);
    LastNode.watch(system);
    var kept = new OrphanWaker.Ports(readSide.liveWork(), catalogue, interactions, agents, queues);
    var keeper =
        SingletonActor.of(
            OrphanWaker.create(kept, ixion.getDuration("keeper.interval"), clock), "keeper");
    started.thenRun(() -> ClusterSingleton.get(system).init(keeper));
  }

  /** A change of an interaction concerns its queue and the agent who has, or had, it. */
  private void run(Effect effect) {
    if (effect instanceof InteractionEffect.Answer it)
      queues.tell(
          it.now().tenant(), it.queue(), QueueNews.answer(it.queue(), it.number(), it.now()));
    if (!(effect instanceof InteractionEffect.Changed changed)) return;
    InteractionHeader after = changed.after();
    QueueNews.of(changed.before(), after)
        .forEach((queue, news) -> queues.tell(after.tenant(), queue, news));
    Optional<AgentId> had = changed.before().flatMap(InteractionHeader::agent);
    Optional<AgentId> has = after.agent();
    has.ifPresent(agent -> agents.workChanged(after.tenant(), agent, after));
    had.filter(agent -> !has.equals(Optional.of(agent)))
        .ifPresent(agent -> agents.workChanged(after.tenant(), agent, after));
  }

  /** What the router decides concerns queues and agents. */
  private void run(TenantId tenant, RouterEffect effect) {
    if (effect instanceof RouterEffect.Propose it) queues.propose(tenant, it.match());
    else if (effect instanceof RouterEffect.AskQueue it) queues.tellRouter(tenant, it.queue());
    else if (effect instanceof RouterEffect.AskAgent it) agents.tellRouter(tenant, it.agent());
  }

  /**
   * Lets this node practise what it must be quick at when another one dies; to be called once, best
   * before it joins others.
   *
   * @return completes once it has practised with what is stored
   */
  public CompletionStage<Done> practise() {
    var practised = new CompletableFuture<Done>();
    system.systemActorOf(RecoveryWarmUp.create(jdbc, practised), "rehearsal", Props.empty());
    return practised;
  }

  @Override
  public Interactions interactions() {
    return interactions;
  }

  @Override
  public Agents agents() {
    return agents;
  }

  @Override
  public Queues queues() {
    return queues;
  }

  @Override
  public Reports reports() {
    return readSide.reports();
  }

  @Override
  public Readiness readiness() {
    return new Readiness(
        Cluster.get(system).selfMember().status() == MemberStatus.up(),
        shards.all(),
        readSide.isReady());
  }

  @Override
  public EngineFigures figures() {
    var totals = new TreeMap<>(counters.totals());
    totals.putAll(messages.totals());
    totals.putAll(router.figures().counters());
    totals.put("read_side.applied", readSide.figures().appliedTotal());
    totals.put("read_side.failed", readSide.figures().failedTotal());
    return new EngineFigures(
        readiness().isReady(), readSide.figures().lagSeconds(), totals, router.figures().gauges());
  }
}
