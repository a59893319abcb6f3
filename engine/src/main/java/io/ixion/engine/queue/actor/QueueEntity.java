package io.ixion.engine.queue.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.actor.QueueMessage.News;
import io.ixion.engine.queue.domain.Rate;
import io.ixion.engine.queue.domain.RouterUpdate;
import io.ixion.engine.queue.domain.WaitingLine;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shell of one queue: keeps the waiting line, tells the router, and coordinates each hand-off.
 * Nothing of it is durable: it is rebuilt from the interaction table once that is complete, and
 * compared with it from time to time.
 */
final class QueueEntity extends AbstractBehavior<QueueMessage> {
  static final EntityTypeKey<QueueMessage> TYPE_KEY =
      EntityTypeKey.create(QueueMessage.class, "queue");
  private static final Duration REFILL_RETRY = Duration.ofMillis(200);
  private static final int REFILL_ATTEMPTS = 25;
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(500);

  /** The ports that a queue uses. */
  record Ports(
      Router router,
      Agents agents,
      Interactions interactions,
      Backlog backlog,
      SweepLimiter turns) {}

  private final TenantId tenant;
  private final QueueId id;
  private final Router router;
  private final QueueSettings settings;
  private final Clock clock;
  private final TimerScheduler<QueueMessage> timers;
  private final HandOffs handOffs;
  private static final Duration AFTER_LOSS = Duration.ofMillis(700);

  private final TableReader table;
  private final WaitingLine line;
  private final Rate entered = new Rate();
  private final Rate left = new Rate();
  private final Set<String> refilling = new HashSet<>();
  private long sequence;
  private boolean ready;
  private boolean sweeping;

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
    super(actor);
    this.tenant = key.tenant();
    this.id = new QueueId(key.id());
    this.router = ports.router();
    this.settings = settings;
    this.clock = clock;
    this.timers = timers;
    this.handOffs = new HandOffs(actor, tenant, ports.agents(), ports.interactions());
    this.table = new TableReader(ports.backlog(), ports.turns(), tenant, id);
    this.line = new WaitingLine(settings.window(), settings.maxInMemory());
    timers.startTimerWithFixedDelay(new QueueMessage.Hello(), settings.helloInterval());
    timers.startTimerWithFixedDelay(new QueueMessage.Sweep(), settings.sweepInterval());
    ActorRef<MemberRemoved> lost =
        actor.messageAdapter(MemberRemoved.class, removed -> new QueueMessage.NodeGone());
    Cluster.get(actor.getSystem())
        .subscriptions()
        .tell(Subscribe.create(lost, MemberRemoved.class));
    sweep();
  }

  @Override
  public Receive<QueueMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(News.class, this::onNews)
        .onMessage(QueueMessage.Propose.class, this::onPropose)
        .onMessage(QueueMessage.Reserved.class, this::onReserved)
        .onMessage(QueueMessage.OfferAnswered.class, this::onOfferAnswered)
        .onMessage(QueueMessage.Asked.class, this::onAsked)
        .onMessage(QueueMessage.TellAgain.class, again -> tellAll())
        .onMessage(QueueMessage.GetStatus.class, this::onGetStatus)
        .onMessage(QueueMessage.Hello.class, hello -> tell(RouterUpdate.NOTHING, true))
        .onMessage(QueueMessage.Sweep.class, sweep -> sweep())
        .onMessage(QueueMessage.NodeGone.class, gone -> sweepSoon())
        .onMessage(QueueMessage.Swept.class, this::onSwept)
        .onMessage(QueueMessage.Refill.class, this::onRefill)
        .onMessage(QueueMessage.Refilled.class, this::onRefilled)
        .onMessage(QueueMessage.Wake.class, wake -> this)
        .build();
  }

  private Behavior<QueueMessage> onNews(News news) {
    long before = line.waitingCount() + line.handingOffCount();
    RouterUpdate telling =
        switch (news.whereabouts()) {
          case WAITING -> line.waits(news.candidate(), news.revision());
          case OFFERED -> line.isOffered(news.candidate(), news.revision());
          case GONE -> line.isGone(news.candidate(), news.revision());
        };
    long after = line.waitingCount() + line.handingOffCount();
    if (after > before) entered.count(clock.instant());
    if (after < before) left.count(clock.instant());
    return tell(telling, false);
  }

  // The hand-off: the router proposes, the agent gives a place, the interaction decides.

  private Behavior<QueueMessage> onPropose(QueueMessage.Propose proposal) {
    Match match = proposal.match();
    Optional<Candidate> candidate = line.take(match);
    if (candidate.isPresent()) handOffs.askAgent(match, candidate.get().requirement().mediaType());
    else if (!line.isHandingOff(match)) router.settled(tenant, match, false);
    refillWhatRunsLow();
    return this;
  }

  private Behavior<QueueMessage> onReserved(QueueMessage.Reserved reserved) {
    if (reserved.answer().isPresent() && reserved.answer().get() instanceof Outcome.Done<?>)
      handOffs.askInteraction(reserved.match());
    else waitsAgain(reserved.match());
    return this;
  }

  private Behavior<QueueMessage> onOfferAnswered(QueueMessage.OfferAnswered answered) {
    Match match = answered.match();
    if (answered
        .answer()
        .isEmpty()) { // unknown whether it was offered: whoever asks next finds out
      handOffs.giveBack(match);
      waitsAgain(match);
    } else if (answered.answer().get() instanceof Outcome.Done<Interaction> made) {
      router.settled(tenant, match, true);
      return onNews(QueueNews.of(made.value().header(), id)); // its own news may be lost
    } else {
      handOffs.giveBack(match);
      line.drop(match);
      router.settled(tenant, match, false);
      handOffs.askWhereabouts(match.interaction());
    }
    return this;
  }

  private void waitsAgain(Match match) {
    router.settled(tenant, match, false);
    tell(line.putBack(match, clock.instant().plus(AFTER_REFUSAL)), false);
  }

  private Behavior<QueueMessage> onAsked(QueueMessage.Asked asked) {
    if (asked.interaction().isEmpty()) return this; // the next sweep will tell
    return onNews(QueueNews.of(asked.interaction().get(), id));
  }

  // What the router is told.

  private Behavior<QueueMessage> tell(RouterUpdate telling, boolean evenNothing) {
    if (ready && (evenNothing || !telling.isEmpty()))
      router.waiting(tenant, id, ++sequence, false, telling.waiting(), telling.gone());
    refillWhatRunsLow();
    return this;
  }

  private Behavior<QueueMessage> tellAll() {
    if (!ready) return this;
    router.waiting(tenant, id, ++sequence, true, line.front(), List.of());
    return this;
  }

  // What the table knows better.

  private void refillWhatRunsLow() {
    for (String key : line.thirsty()) if (refilling.add(key)) read(key, 1);
  }

  private Behavior<QueueMessage> onRefill(QueueMessage.Refill refill) {
    read(refill.key(), refill.attempt());
    return this;
  }

  private void read(String key, int attempt) {
    int asked = Math.max(1, line.room(key));
    getContext()
        .pipeToSelf(
            table.more(line, key, asked),
            (page, failure) ->
                new QueueMessage.Refilled(key, attempt, failure == null ? page : List.of()));
  }

  private Behavior<QueueMessage> onRefilled(QueueMessage.Refilled refilled) {
    RouterUpdate telling = line.refilled(refilled.key(), refilled.page());
    boolean goOn = line.thirsty().contains(refilled.key()) && refilled.attempt() < REFILL_ATTEMPTS;
    if (goOn)
      timers.startSingleTimer(
          refilled.key(),
          new QueueMessage.Refill(refilled.key(), refilled.attempt() + 1),
          REFILL_RETRY);
    else refilling.remove(refilled.key());
    if (!goOn && line.thirsty().contains(refilled.key())) sweep();
    return tell(telling, false);
  }

  /**
   * News may have died with the node that was to tell it. The read side may have moved as well, so
   * it is looked for twice, not by all queues at the same moment.
   */
  private Behavior<QueueMessage> sweepSoon() {
    Duration share = Duration.ofMillis(Math.floorMod(id.hashCode(), AFTER_LOSS.toMillis()));
    for (int times = 1; times <= 2; times++)
      timers.startSingleTimer(
          "after-loss-" + times,
          new QueueMessage.Sweep(),
          AFTER_LOSS.multipliedBy(2L * times - 1).plus(share));
    return this;
  }

  private Behavior<QueueMessage> sweep() {
    if (sweeping) return this;
    sweeping = true;
    long since = line.tick();
    Map<String, Long> counts = new HashMap<>();
    line.classes().forEach(key -> counts.put(key, line.count(key)));
    getContext()
        .pipeToSelf(
            table.read(!ready, inTable -> suspects(counts, inTable), settings.window()),
            (view, failure) -> new QueueMessage.Swept(since, Optional.ofNullable(view)));
    return this;
  }

  private static List<Backlog.WaitingClass> suspects(
      Map<String, Long> counts, List<Backlog.WaitingClass> inTable) {
    var suspects = new ArrayList<Backlog.WaitingClass>();
    var unseen = new HashSet<>(counts.keySet());
    for (Backlog.WaitingClass one : inTable) {
      unseen.remove(one.requirementKey());
      if (!Long.valueOf(one.waiting()).equals(counts.get(one.requirementKey()))) suspects.add(one);
    }
    unseen.forEach(key -> suspects.add(new Backlog.WaitingClass(key, 0)));
    return suspects;
  }

  private Behavior<QueueMessage> onSwept(QueueMessage.Swept swept) {
    sweeping = false;
    if (swept.table().isEmpty()) {
      if (!ready)
        timers.startSingleTimer("first-sweep", new QueueMessage.Sweep(), Duration.ofMillis(500));
      return this;
    }
    QueueMessage.TableView view = swept.table().get();
    List<RouterUpdate> tellings = new ArrayList<>();
    tellings.add(line.correctedOffers(view.offered(), swept.since()));
    for (QueueMessage.ClassView of : view.classes())
      tellings.add(line.corrected(of.key(), of.waiting(), of.page(), of.asked(), swept.since()));
    if (ready) {
      tellings.forEach(telling -> tell(telling, false));
      return this;
    }
    ready = true;
    return tellAll();
  }

  private Behavior<QueueMessage> onGetStatus(QueueMessage.GetStatus ask) {
    var now = clock.instant();
    ask.replyTo()
        .tell(
            new QueueStatus(
                ready,
                line.waitingCount(),
                line.handingOffCount(),
                line.oldest(),
                entered.perMinute(now),
                left.perMinute(now)));
    return this;
  }
}
