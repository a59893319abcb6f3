package io.ixion.engine.interaction.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotSelectionCriteria;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.SignalHandler;
import io.ixion.engine.decision.AnsweredQuestions;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionListener;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.wire.WireMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The shell of one interaction: asks the decider, stores, replies, tells the listener, and turns
 * deadlines into commands. It holds no rule.
 */
public final class InteractionEntity
    extends EventSourcedBehaviorWithEnforcedReplies<
        InteractionEntity.Message, InteractionEvent, Optional<Interaction>> {
  public static final EntityTypeKey<Message> TYPE_KEY =
      EntityTypeKey.create(Message.class, "interaction");

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration RECENT = Duration.ofSeconds(30);

  /** Also how long it takes at most, and a fifth more, to go on once the journal is back. */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(3);

  /** What the entity understands. */
  public sealed interface Message extends WireMessage {}

  /**
   * One envelope for every command: the reply address is Akka's business, the command the domain's.
   *
   * @param question the same of every copy of it
   */
  public record Decide(
      long question, InteractionCommand command, Condition condition, ActorRef<Answer> replyTo)
      implements Message {}

  /**
   * Asks for the interaction as it is.
   *
   * @param withData whether somebody is to see its attached data
   */
  public record Find(boolean withData, ActorRef<Found> replyTo) implements Message {}

  /** Wakes the interaction so that its deadline, if one has passed meanwhile, is met. */
  public record Wake() implements Message {}

  /** The deadline of the present place has come. */
  private record DeadlineReached() implements Message {}

  /** The answer to a command. */
  public sealed interface Answer extends WireMessage {}

  /** Decided; a done outcome is durable. */
  public record Decided(Outcome<InteractionHeader> outcome, Optional<AttachedData> data)
      implements Answer {}

  /** The journal refused the write: whether it happened is unknown, the entity starts again. */
  public record NotStored() implements Answer {}

  /** The answer to {@link Find}. */
  public record Found(Optional<InteractionHeader> header, Optional<AttachedData> data)
      implements WireMessage {}

  private final TenantId tenant;
  private final InteractionId id;
  private final InteractionDecider decider;
  private final InteractionListener listener;
  private final Clock clock;
  private final TimerScheduler<Message> timers;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final ActorRef<Message> self;
  private final AnsweredQuestions<InteractionEvent> lateCopies = new AnsweredQuestions<>();
  private Optional<ActorRef<Answer>> storingFor = Optional.empty();
  private boolean recovering = true;
  private Optional<Change> lastChange = Optional.empty();

  /** What an event made of an interaction. */
  private record Change(Optional<InteractionHeader> before, InteractionEvent event) {}

  public static Behavior<Message> create(
      EntityContext<Message> context,
      InteractionDecider decider,
      InteractionListener listener,
      Clock clock) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers ->
                    new InteractionEntity(
                        context, decider, listener, clock, timers, actor.getSelf())));
  }

  private InteractionEntity(
      EntityContext<Message> context,
      InteractionDecider decider,
      InteractionListener listener,
      Clock clock,
      TimerScheduler<Message> timers,
      ActorRef<Message> self) {
    super(
        PersistenceId.of(TYPE_KEY.name(), context.getEntityId()),
        SupervisorStrategy.restartWithBackoff(FIRST_BACKOFF, LONGEST_BACKOFF, 0.2));
    var key = EntityKey.parse(context.getEntityId());
    this.tenant = key.tenant();
    this.id = new InteractionId(key.id());
    this.decider = decider;
    this.listener = listener;
    this.clock = clock;
    this.timers = timers;
    this.shard = context.getShard();
    this.self = self;
  }

  @Override
  public Optional<Interaction> emptyState() {
    return Optional.empty();
  }

  @Override
  public EventHandler<Optional<Interaction>, InteractionEvent> eventHandler() {
    return (state, event) -> {
      if (recovering) lastChange = Optional.of(new Change(state.map(Interaction::header), event));
      return Optional.of(InteractionEvolution.evolve(state, event));
    };
  }

  @Override
  public CommandHandlerWithReply<Message, InteractionEvent, Optional<Interaction>>
      commandHandler() {
    return this::onMessage;
  }

  private ReplyEffect<InteractionEvent, Optional<Interaction>> onMessage(
      Optional<Interaction> state, Message message) {
    if (message instanceof Decide ask)
      return act(
          state,
          lateCopies.decide(ask.question(), () -> decide(state, ask.command(), ask.condition())),
          Optional.of(ask.replyTo()));
    if (message instanceof Find ask)
      return Effect()
          .reply(
              ask.replyTo(),
              new Found(
                  state.map(Interaction::header),
                  state.filter(s -> ask.withData()).map(Interaction::data)));
    if (message instanceof DeadlineReached) return onDeadline(state);
    return Effect().noReply(); // Wake: recovery has armed the timer
  }

  private Decision<InteractionEvent> decide(
      Optional<Interaction> before, InteractionCommand command, Condition condition) {
    return decider.decide(tenant, id, before, command, condition, clock.instant());
  }

  private ReplyEffect<InteractionEvent, Optional<Interaction>> act(
      Optional<Interaction> before,
      Decision<InteractionEvent> decision,
      Optional<ActorRef<Answer>> replyTo) {
    if (decision instanceof Decision.Accepted<InteractionEvent> yes)
      return store(before, yes.events(), replyTo);
    if (before.isEmpty()) passivate();
    Decided decided =
        decision instanceof Decision.Refused<InteractionEvent> no
            ? new Decided(new Outcome.Refused<>(no.why()), Optional.empty())
            : done(before.orElseThrow(), true);
    if (replyTo.isEmpty()) armTimer(before);
    replyTo.ifPresent(caller -> caller.tell(decided));
    return Effect().noReply();
  }

  private ReplyEffect<InteractionEvent, Optional<Interaction>> store(
      Optional<Interaction> before,
      List<InteractionEvent> events,
      Optional<ActorRef<Answer>> replyTo) {
    storingFor = replyTo;
    return Effect()
        .persist(events)
        .thenRun(
            (Optional<Interaction> after) -> stored(before, after.orElseThrow(), events, replyTo))
        .thenNoReply();
  }

  private void stored(
      Optional<Interaction> before,
      Interaction after,
      List<InteractionEvent> events,
      Optional<ActorRef<Answer>> replyTo) {
    storingFor = Optional.empty();
    replyTo.ifPresent(caller -> caller.tell(done(after, false)));
    listener.changed(
        before.map(Interaction::header), after.header(), events.get(events.size() - 1));
    armTimer(Optional.of(after));
    if (after.place() instanceof Place.Stopped) passivate();
  }

  private static Decided done(Interaction state, boolean replayed) {
    return new Decided(new Outcome.Done<>(state.header(), replayed), Optional.of(state.data()));
  }

  private ReplyEffect<InteractionEvent, Optional<Interaction>> onDeadline(
      Optional<Interaction> state) {
    if (state.isPresent() && state.get().place() instanceof Place.Offered offer)
      return alone(state, new InteractionCommand.ExpireOffer(offer.number()));
    if (state.isPresent() && state.get().place() instanceof Place.Handling work)
      return alone(state, new InteractionCommand.ExpireHandling(work.number()));
    return Effect().noReply();
  }

  private ReplyEffect<InteractionEvent, Optional<Interaction>> alone(
      Optional<Interaction> state, InteractionCommand command) {
    return act(state, decide(state, command, Condition.NONE), Optional.empty());
  }

  /** The deadline is part of the state; the timer only repeats what is left of it. */
  private void armTimer(Optional<Interaction> state) {
    Optional<Instant> deadline = state.flatMap(Interaction::deadline);
    if (deadline.isPresent()) {
      Duration left = Duration.between(clock.instant(), deadline.get());
      Duration delay = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
      timers.startSingleTimer(DeadlineReached.class, new DeadlineReached(), delay);
    } else if (timers.isTimerActive(DeadlineReached.class)) timers.cancel(DeadlineReached.class);
  }

  private void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(self));
  }

  @Override
  public SignalHandler<Optional<Interaction>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(PreRestart.class, (state, restart) -> restarting())
        .build();
  }

  /** A change that was stored just before the end of a node may not have been told to anybody. */
  private void recovered(Optional<Interaction> state) {
    recovering = false;
    Instant recent = clock.instant().minus(RECENT);
    lastChange
        .filter(change -> change.event().at().isAfter(recent))
        .ifPresent(
            change ->
                listener.changedBefore(
                    change.before(), state.orElseThrow().header(), change.event()));
    lastChange = Optional.empty();
    armTimer(state);
  }

  private void restarting() {
    recovering = true;
    tellNotStored();
  }

  private void tellNotStored() {
    storingFor.ifPresent(caller -> caller.tell(new NotStored()));
    storingFor = Optional.empty();
  }

  /** No snapshots are taken: a life is a handful of events. */
  @Override
  public Recovery recovery() {
    return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
  }
}
