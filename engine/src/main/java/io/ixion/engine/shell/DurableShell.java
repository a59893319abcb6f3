package io.ixion.engine.shell;

import akka.actor.typed.ActorRef;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.ixion.engine.decision.AnsweredQuestions;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one shell of entities whose events are stored: has a message decided, stores, replies, runs
 * the effects, and turns deadlines into messages to itself. It holds no rule. A write that the
 * journal refuses ends this entity only: its sender is told, and it is recovered.
 *
 * @param <M> messages
 * @param <S> state
 * @param <E> events
 */
public abstract class DurableShell<M, S, E>
    extends EventSourcedBehaviorWithEnforcedReplies<M, E, Optional<S>> {
  private static final int EVENTS_A_SNAPSHOT = 100;
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** Also how long it takes at most, and a fifth more, to go on once the journal is back. */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(3);

  /** Where an entity lives. */
  public record Home<M>(
      EntityContext<M> entity, ActorContext<M> actor, TimerScheduler<M> timers, Clock clock) {}

  private final ActorRef<M> self;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final TimerScheduler<M> timers;
  private final Clock clock;
  private final AnsweredQuestions<E> answered = new AnsweredQuestions<>();
  private final Map<Object, Due<M>> armed = new HashMap<>();
  private Optional<M> storing = Optional.empty();
  private boolean recovering = true;
  private Optional<S> beforeLast = Optional.empty();
  private Optional<E> last = Optional.empty();

  protected DurableShell(String kind, Home<M> home) {
    super(
        PersistenceId.of(kind, home.entity().getEntityId()),
        SupervisorStrategy.restartWithBackoff(FIRST_BACKOFF, LONGEST_BACKOFF, 0.2));
    this.self = home.actor().getSelf();
    this.shard = home.entity().getShard();
    this.timers = home.timers();
    this.clock = home.clock();
  }

  /** What follows from a message. */
  protected abstract Decision<E> decide(Optional<S> state, M message, Instant now);

  /** What an event makes of the state. */
  protected abstract S evolve(Optional<S> state, E event);

  /** The message as a question, if somebody waits for the answer. */
  protected abstract Optional<Asked<S>> asked(M message);

  /** Runs what a decision asked for. */
  protected abstract void run(Effect effect, M cause);

  /** The deadlines of the state. */
  protected abstract List<Due<M>> deadlines(S state);

  /** Whether there is no reason to stay in memory. */
  protected abstract boolean isOver(Optional<S> state);

  /**
   * What follows from having come back to life.
   *
   * @param before the state before the last event, if that was not a part of a snapshot
   */
  protected abstract List<Effect> recovered(
      Optional<S> before, Optional<S> state, Optional<E> last, Instant now);

  /** The message is stored: for whoever counts. */
  protected void stored(Optional<S> before, List<E> events) {}

  /** Before a restart, which nothing else is told of. */
  protected void ending() {}

  @Override
  public final Optional<S> emptyState() {
    return Optional.empty();
  }

  @Override
  public final EventHandler<Optional<S>, E> eventHandler() {
    return (state, event) -> {
      if (recovering) {
        beforeLast = state;
        last = Optional.of(event);
      }
      return Optional.of(evolve(state, event));
    };
  }

  @Override
  public final CommandHandlerWithReply<M, E, Optional<S>> commandHandler() {
    return this::onMessage;
  }

  private ReplyEffect<E, Optional<S>> onMessage(Optional<S> state, M message) {
    Instant now = clock.instant();
    armed.values().removeIf(due -> due.message().equals(message));
    Optional<Asked<S>> asked = asked(message);
    Decision<E> decision =
        asked.isPresent()
            ? answered.decide(asked.get().question(), () -> decide(state, message, now))
            : decide(state, message, now);
    if (decision instanceof Decision.Accepted<E> yes && !yes.events().isEmpty())
      return store(state, yes, message);
    if (decision instanceof Decision.Accepted<E> yes) yes.effects().forEach(e -> run(e, message));
    else asked.ifPresent(sender -> sender.answer(outcome(state, decision)));
    settle(state);
    return Effect().noReply();
  }

  private Outcome<S> outcome(Optional<S> state, Decision<E> decision) {
    return decision instanceof Decision.Refused<E> no
        ? new Outcome.Refused<>(no.why())
        : new Outcome.Done<>(state.orElseThrow(), true);
  }

  private ReplyEffect<E, Optional<S>> store(
      Optional<S> before, Decision.Accepted<E> decision, M message) {
    storing = Optional.of(message);
    return Effect()
        .persist(decision.events())
        .thenRun((Optional<S> after) -> stored(before, after, decision, message))
        .thenNoReply();
  }

  private void stored(
      Optional<S> before, Optional<S> after, Decision.Accepted<E> decision, M message) {
    storing = Optional.empty();
    asked(message)
        .ifPresent(sender -> sender.answer(new Outcome.Done<>(after.orElseThrow(), false)));
    stored(before, decision.events());
    decision.effects().forEach(effect -> run(effect, message));
    settle(after);
  }

  private void settle(Optional<S> state) {
    armTimers(state.map(this::deadlines).orElse(List.of()));
    if (isOver(state)) passivate();
  }

  /** Deadlines are part of the state; a timer only repeats what is left of one. */
  private void armTimers(List<Due<M>> deadlines) {
    var gone = new HashSet<>(armed.keySet());
    for (Due<M> due : deadlines) {
      gone.remove(due.name());
      if (!due.equals(armed.put(due.name(), due))) arm(due);
    }
    for (Object name : gone) {
      timers.cancel(name);
      armed.remove(name);
    }
  }

  private void arm(Due<M> due) {
    Duration left = Duration.between(clock.instant(), due.at());
    Duration delay = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    timers.startSingleTimer(due.name(), due.message(), delay);
  }

  /** Leaves the memory; what is sent meanwhile waits for it to come back. */
  protected final void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(self));
  }

  @Override
  public final SignalHandler<Optional<S>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(PreRestart.class, (state, restart) -> restarting())
        .onSignal(akka.actor.typed.PostStop.class, (state, stop) -> ending())
        .build();
  }

  private void recovered(Optional<S> state) {
    recovering = false;
    recovered(beforeLast, state, last, clock.instant()).forEach(e -> run(e, null));
    beforeLast = Optional.empty();
    last = Optional.empty();
    armTimers(state.map(this::deadlines).orElse(List.of()));
  }

  private void restarting() {
    recovering = true;
    armed.clear();
    ending();
    storing.flatMap(this::asked).ifPresent(Asked::notStored);
    storing = Optional.empty();
  }

  /** The events stay, so that a snapshot can always be done without. */
  @Override
  public final RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_A_SNAPSHOT, 1);
  }

  /** A snapshot is the state itself; none is taken of what is not there. */
  @Override
  public final SnapshotAdapter<Optional<S>> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(Optional<S> state) {
        return state.orElseThrow();
      }

      @Override
      public Optional<S> fromJournal(Object snapshot) {
        return Optional.of(read(snapshot));
      }
    };
  }

  /** A snapshot as it was read. */
  protected abstract S read(Object snapshot);
}
