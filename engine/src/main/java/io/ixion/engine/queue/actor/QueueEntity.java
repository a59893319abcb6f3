package io.ixion.engine.queue.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.domain.QueueRules;
import io.ixion.engine.routing.Router;
import io.ixion.engine.shell.SoftShell;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One queue: its rules in the shell of soft entities. */
final class QueueEntity extends SoftShell<QueueMessage> {
  static final EntityTypeKey<QueueMessage> TYPE_KEY =
      EntityTypeKey.create(QueueMessage.class, "queue");

  /** The ports that a queue uses. */
  record Ports(
      Router router,
      Agents agents,
      Interactions interactions,
      Backlog backlog,
      SweepLimiter sweeps) {}

  /** The answer to a question for the figures. */
  private record Show(ActorRef<QueueStatus> replyTo, QueueStatus status) implements Effect {}

  private final TenantId tenant;
  private final QueueId id;
  private final Ports ports;
  private final QueueSettings settings;
  private final TimerScheduler<QueueMessage> timers;
  private final TableReader table;
  private final QueueRules rules;

  static Behavior<QueueMessage> create(
      String entityId, Ports ports, QueueSettings settings, Clock clock) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers ->
                    new QueueEntity(
                        actor, EntityKey.parse(entityId), ports, settings, clock, timers)));
  }

  private QueueEntity(
      ActorContext<QueueMessage> actor,
      EntityKey key,
      Ports ports,
      QueueSettings settings,
      Clock clock,
      TimerScheduler<QueueMessage> timers) {
    super(actor, QueueMessage.class, clock);
    this.tenant = key.tenant();
    this.id = new QueueId(key.id());
    this.ports = ports;
    this.settings = settings;
    this.timers = timers;
    this.table = new TableReader(ports.backlog(), ports.sweeps(), tenant, id);
    this.rules = new QueueRules(settings);
    timers.startTimerWithFixedDelay(new QueueMessage.Hello(), settings.helloInterval());
    var sweep = new QueueMessage.Due(new QueueEffect.Sweep(0));
    timers.startTimerWithFixedDelay("sweep", sweep, settings.sweepInterval());
    ActorRef<MemberRemoved> lost =
        actor.messageAdapter(MemberRemoved.class, removed -> new QueueMessage.NodeGone());
    Cluster.get(actor.getSystem())
        .subscriptions()
        .tell(Subscribe.create(lost, MemberRemoved.class));
    rules.started().forEach(this::run);
  }

  @Override
  protected List<? extends Effect> decide(QueueMessage message, Instant now) {
    if (message instanceof QueueMessage.News it) return rules.news(it.news(), now);
    if (message instanceof QueueMessage.Propose it) return rules.proposed(it.match(), now);
    if (message instanceof QueueMessage.Reserved it)
      return rules.reserved(it.match(), it.refused(), now);
    if (message instanceof QueueMessage.TellAgain) return rules.tellAll();
    if (message instanceof QueueMessage.Hello) return rules.hello();
    if (message instanceof QueueMessage.Due it) return rules.due(it.timer(), now);
    if (message instanceof QueueMessage.Refilled it)
      return rules.refilled(it.key(), it.attempt(), it.page());
    if (message instanceof QueueMessage.Swept it) return rules.swept(it.since(), it.table());
    if (message instanceof QueueMessage.NodeGone) return rules.nodeIsGone(id.hashCode());
    if (message instanceof QueueMessage.GetStatus it)
      return List.of(new Show(it.replyTo(), rules.status(now)));
    return List.of(); // Wake: it is awake
  }

  @Override
  protected void run(Effect effect) {
    if (effect instanceof QueueEffect.TellRouter it)
      ports.router().waiting(tenant, id, it.sequence(), it.whole(), it.waiting(), it.gone());
    else if (effect instanceof QueueEffect.Settled it)
      ports.router().settled(tenant, it.match(), it.taken());
    else if (effect instanceof QueueEffect.Reserve it)
      ports.agents().reserve(tenant, it.match(), it.medium());
    else if (effect instanceof QueueEffect.GiveBack it)
      ports.agents().cancelReservation(tenant, it.match().agent(), it.match().interaction());
    else if (effect instanceof QueueEffect.Offer it)
      ports
          .interactions()
          .tell(
              tenant,
              it.match().interaction(),
              new InteractionCommand.Offer(it.match().placement(), it.match().agent(), id));
    else if (effect instanceof Show it) it.replyTo().tell(it.status());
    else runOwn(effect);
  }

  private void runOwn(Effect effect) {
    if (effect instanceof QueueEffect.Later it)
      timers.startSingleTimer(it.timer(), new QueueMessage.Due(it.timer()), it.delay());
    else if (effect instanceof QueueEffect.ReadMore it)
      getContext()
          .pipeToSelf(
              ports.backlog().page(tenant, id, it.key(), it.after(), it.limit()),
              (page, failure) ->
                  new QueueMessage.Refilled(it.key(), it.attempt(), Optional.ofNullable(page)));
    else if (effect instanceof QueueEffect.ReadTable it)
      getContext()
          .pipeToSelf(
              table.read(
                  it.first(),
                  inTable -> QueueRules.suspects(it.known(), inTable),
                  settings.window()),
              (view, failure) -> new QueueMessage.Swept(it.since(), Optional.ofNullable(view)));
  }
}
