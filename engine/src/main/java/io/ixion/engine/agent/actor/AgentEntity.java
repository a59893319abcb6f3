package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.Holdings;
import io.ixion.engine.agent.actor.AgentMessage.Answer;
import io.ixion.engine.agent.domain.AgentDecider;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.agent.domain.RecentNotices;
import io.ixion.engine.agent.domain.Workload;
import io.ixion.engine.decision.AnsweredQuestions;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.engine.routing.Router;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shell of one agent: asks the decider, stores, replies, tells router and followers. It holds
 * no rule; what the agent has in hand is kept by {@link AgentWork}.
 */
final class AgentEntity
    extends EventSourcedBehaviorWithEnforcedReplies<AgentMessage, AgentEvent, Optional<Agent>> {
  static final EntityTypeKey<AgentMessage> TYPE_KEY =
      EntityTypeKey.create(AgentMessage.class, "agent");
  private static final int MOST_HOLDINGS = 2_000;
  private static final int EVENTS_A_SNAPSHOT = 100;

  /** The ports that an agent uses. */
  record Ports(
      Router router, Interactions interactions, Holdings holdings, ByteBudget streamMemory) {}

  private final TenantId tenant;
  private final AgentId id;
  private final AgentDecider decider;
  private final AgentSettings settings;
  private final Ports ports;
  private final Clock clock;
  private final ActorContext<AgentMessage> actor;
  private final TimerScheduler<AgentMessage> timers;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final NoticeStream stream;
  private final AgentWork work;
  private final AnsweredQuestions<AgentEvent> lateCopies = new AnsweredQuestions<>();
  private final Map<ActorRef<AgentNotice>, Optional<AgentNotice.Position>> early =
      new LinkedHashMap<>();
  private Optional<ActorRef<Answer>> storingFor = Optional.empty();
  private boolean restored;
  private Instant usedAt;

  static Behavior<AgentMessage> create(
      EntityContext<AgentMessage> context, Ports ports, AgentSettings settings, Clock clock) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers -> new AgentEntity(context, ports, settings, clock, actor, timers)));
  }

  private AgentEntity(
      EntityContext<AgentMessage> context,
      Ports ports,
      AgentSettings settings,
      Clock clock,
      ActorContext<AgentMessage> actor,
      TimerScheduler<AgentMessage> timers) {
    super(
        PersistenceId.of(TYPE_KEY.name(), context.getEntityId()),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(3), 0.2));
    var key = EntityKey.parse(context.getEntityId());
    this.tenant = key.tenant();
    this.id = new AgentId(key.id());
    this.decider = new AgentDecider(settings.grace());
    this.settings = settings;
    this.ports = ports;
    this.clock = clock;
    this.actor = actor;
    this.timers = timers;
    this.shard = context.getShard();
    var recent =
        new RecentNotices(
            settings.streamBuffer(), settings.streamBufferBytes(), ports.streamMemory());
    this.stream = new NoticeStream(clock.millis(), recent);
    this.work =
        new AgentWork(tenant, id, ports.router(), ports.interactions(), settings, stream, clock);
    this.usedAt = clock.instant();
  }

  @Override
  public Optional<Agent> emptyState() {
    return Optional.empty();
  }

  @Override
  public EventHandler<Optional<Agent>, AgentEvent> eventHandler() {
    return (state, event) -> Optional.of(AgentEvolution.evolve(state, event));
  }

  @Override
  public CommandHandlerWithReply<AgentMessage, AgentEvent, Optional<Agent>> commandHandler() {
    return this::onMessage;
  }

  private ReplyEffect<AgentEvent, Optional<Agent>> onMessage(
      Optional<Agent> state, AgentMessage message) {
    if (message instanceof AgentMessage.Decide ask)
      return act(
          state,
          lateCopies.decide(ask.question(), () -> decide(state, ask.command(), ask.condition())),
          Optional.of(ask.replyTo()));
    if (message instanceof AgentMessage.DecideAlone own)
      return act(state, decide(state, own.command(), Condition.NONE), Optional.empty());
    if (message instanceof AgentMessage.Find ask)
      return Effect().reply(ask.replyTo(), new AgentMessage.Found(state));
    if (message instanceof AgentMessage.Reserve ask) return reserve(state, ask);
    if (message instanceof AgentMessage.Tick) onTick(state);
    else state.ifPresent(agent -> onWork(agent, message));
    return Effect().noReply();
  }

  private void onWork(Agent agent, AgentMessage message) {
    if (message instanceof AgentMessage.WorkChanged news)
      work.heard(agent, news.interaction()).ifPresent(this::decideAlone);
    else if (message instanceof AgentMessage.CancelReservation cancel)
      work.cancel(agent, cancel.interaction());
    else if (message instanceof AgentMessage.TellRouter) work.tellRouter(agent);
    else if (message instanceof AgentMessage.Follow follow)
      follow(agent, follow.follower(), follow.after());
    else if (message instanceof AgentMessage.Unfollow gone) unfollow(gone.follower());
    else if (message instanceof AgentMessage.Holding holding) onHolding(agent, holding);
    else if (message instanceof AgentMessage.Restore) restore();
    else if (message instanceof AgentMessage.Sweep) sweep();
    else if (message instanceof AgentMessage.Swept swept)
      work.disputed(swept.interactions()).forEach(this::askInteraction);
  }

  private Decision<AgentEvent> decide(
      Optional<Agent> before, AgentCommand command, Condition condition) {
    usedAt = clock.instant();
    return decider.decide(tenant, id, before, command, condition, usedAt);
  }

  private ReplyEffect<AgentEvent, Optional<Agent>> act(
      Optional<Agent> before, Decision<AgentEvent> decision, Optional<ActorRef<Answer>> replyTo) {
    if (decision instanceof Decision.Accepted<AgentEvent> yes) {
      storingFor = replyTo;
      return Effect()
          .persist(yes.events())
          .thenRun((Optional<Agent> after) -> stored(before, after.orElseThrow(), replyTo))
          .thenNoReply();
    }
    Outcome<Agent> outcome =
        decision instanceof Decision.Refused<AgentEvent> no
            ? new Outcome.Refused<>(no.why())
            : new Outcome.Done<>(before.orElseThrow(), true);
    replyTo.ifPresent(caller -> caller.tell(new AgentMessage.Decided(outcome)));
    return Effect().noReply();
  }

  private void stored(Optional<Agent> before, Agent after, Optional<ActorRef<Answer>> replyTo) {
    storingFor = Optional.empty();
    if (before.isEmpty())
      onHolding(after, new AgentMessage.Holding(true, List.of())); // new: it has nothing
    replyTo.ifPresent(
        caller -> caller.tell(new AgentMessage.Decided(new Outcome.Done<>(after, false))));
    stream.publish(new AgentNotice.State(after));
    work.tellRouter(after);
    work.keepWithinCapacity(after);
    if (after.session().isEmpty()) work.sessionEnded();
    else if (isFollowed()) decideAlone(new AgentCommand.StreamOpened());
    armGrace(after);
  }

  private ReplyEffect<AgentEvent, Optional<Agent>> reserve(
      Optional<Agent> state, AgentMessage.Reserve ask) {
    Outcome<OfferId> outcome;
    if (state.isEmpty())
      outcome = Outcome.refused(RejectionCodes.UNKNOWN_AGENT, "there is no agent " + id);
    else if (!restored)
      outcome =
          Outcome.refused(RejectionCodes.AGENT_NOT_READY, "agent " + id + " is being restored");
    else if (work.reserve(state.get(), ask.offer(), ask.medium())
        instanceof Decision.Refused<Boolean> no) outcome = new Outcome.Refused<>(no.why());
    else outcome = new Outcome.Done<>(ask.offer(), false);
    return Effect().reply(ask.replyTo(), new AgentMessage.Reserved(outcome));
  }

  private void follow(
      Agent agent, ActorRef<AgentNotice> follower, Optional<AgentNotice.Position> after) {
    usedAt = clock.instant();
    if (!stream.isFollowedBy(follower))
      actor.watchWith(follower, new AgentMessage.Unfollow(follower));
    if (restored) stream.follow(follower, after, () -> work.snapshot(agent));
    else early.put(follower, after);
    decideAlone(new AgentCommand.StreamOpened());
  }

  /** Also by those who are told once it is known what the agent has. */
  private boolean isFollowed() {
    return stream.isFollowed() || !early.isEmpty();
  }

  private void unfollow(ActorRef<AgentNotice> follower) {
    early.remove(follower);
    stream.unfollow(follower);
    if (!isFollowed()) decideAlone(new AgentCommand.StreamLost());
  }

  private void decideAlone(AgentCommand command) {
    actor.getSelf().tell(new AgentMessage.DecideAlone(command));
  }

  // What the agent has in hand, after a start and from time to time.

  private void restore() {
    actor.pipeToSelf(
        ports
            .holdings()
            .caughtUp()
            .thenCompose(done -> ports.holdings().of(tenant, id, MOST_HOLDINGS)),
        (held, failure) ->
            new AgentMessage.Holding(failure == null, failure == null ? held : List.of()));
  }

  private void onHolding(Agent agent, AgentMessage.Holding holding) {
    if (restored) return;
    if (!holding.known()) {
      timers.startSingleTimer("restore", new AgentMessage.Restore(), Duration.ofSeconds(1));
      return;
    }
    restored = true;
    holding.interactions().stream()
        .sorted(Workload.CLAIM)
        .forEach(one -> work.heard(agent, one).ifPresent(this::decideAlone));
    if (agent.session().isEmpty()) work.sessionEnded();
    work.tellRouter(agent);
    early.forEach((follower, after) -> follow(agent, follower, after));
    early.clear();
  }

  private void sweep() {
    if (!restored) return;
    actor.pipeToSelf(
        ports.holdings().of(tenant, id, MOST_HOLDINGS),
        (held, failure) ->
            failure == null ? new AgentMessage.Swept(held) : new AgentMessage.Wake());
  }

  private void askInteraction(InteractionId interaction) {
    actor.pipeToSelf(
        ports.interactions().find(tenant, interaction),
        (found, failure) ->
            failure == null && found.isPresent()
                ? new AgentMessage.WorkChanged(found.get())
                : new AgentMessage.Wake());
  }

  private void onTick(Optional<Agent> state) {
    if (restored) state.ifPresent(work::tick);
    boolean needed = isFollowed() || !work.isEmpty() || state.flatMap(Agent::session).isPresent();
    if (needed) usedAt = clock.instant();
    else if (Duration.between(usedAt, clock.instant()).toSeconds() > 60)
      shard.tell(new ClusterSharding.Passivate<>(actor.getSelf()));
  }

  private void armGrace(Agent agent) {
    var lostUntil = agent.session().flatMap(Agent.Session::lostUntil);
    if (lostUntil.isEmpty()) {
      timers.cancel("grace");
      return;
    }
    Duration left = Duration.between(clock.instant(), lostUntil.get()).plusMillis(1);
    var expired = new AgentCommand.GraceExpired(agent.session().get().number());
    timers.startSingleTimer(
        "grace",
        new AgentMessage.DecideAlone(expired),
        left.isNegative() ? Duration.ofMillis(1) : left);
  }

  @Override
  public SignalHandler<Optional<Agent>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(PreRestart.class, (state, restart) -> restarting())
        .onSignal(PostStop.class, (state, stop) -> stream.close())
        .build();
  }

  private void recovered(Optional<Agent> state) {
    timers.startTimerWithFixedDelay("tick", new AgentMessage.Tick(), settings.helloInterval());
    timers.startTimerWithFixedDelay("sweep", new AgentMessage.Sweep(), settings.sweepInterval());
    state.ifPresent(
        agent -> {
          restore();
          armGrace(agent);
          if (!isFollowed()) decideAlone(new AgentCommand.StreamLost());
        });
  }

  /** No signal comes if it is stopped before it starts again: so its memory is given back now. */
  private void restarting() {
    stream.close();
    tellNotStored();
  }

  private void tellNotStored() {
    storingFor.ifPresent(caller -> caller.tell(new AgentMessage.NotStored()));
    storingFor = Optional.empty();
  }

  /** An agent lives for years; the events stay, so that a snapshot can always be done without. */
  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_A_SNAPSHOT, 1);
  }

  @Override
  public SnapshotAdapter<Optional<Agent>> snapshotAdapter() {
    return AgentSnapshots.INSTANCE;
  }
}
