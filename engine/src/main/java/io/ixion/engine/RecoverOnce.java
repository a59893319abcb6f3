package io.ixion.engine;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;

/**
 * Reads snapshot and events of one entity as its own recovery does, then ends; it never writes one.
 */
final class RecoverOnce extends EventSourcedBehavior<RecoverOnce.End, Object, Long> {
  /** Nothing more is to be done. */
  record End() {}

  private final ActorRef<End> self;

  static Behavior<End> of(String persistenceId) {
    return Behaviors.setup(actor -> new RecoverOnce(persistenceId, actor));
  }

  private RecoverOnce(String persistenceId, ActorContext<End> actor) {
    super(PersistenceId.ofUniqueId(persistenceId));
    this.self = actor.getSelf();
  }

  @Override
  public Long emptyState() {
    return 0L;
  }

  @Override
  public EventHandler<Long, Object> eventHandler() {
    return (events, event) -> events + 1;
  }

  @Override
  public CommandHandler<End, Object, Long> commandHandler() {
    return (events, end) -> Effect().stop();
  }

  @Override
  public SignalHandler<Long> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), events -> self.tell(new End()))
        .build();
  }

  /** What a snapshot contains is of no interest. */
  @Override
  public SnapshotAdapter<Long> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(Long events) {
        return events;
      }

      @Override
      public Long fromJournal(Object snapshot) {
        return 0L;
      }
    };
  }
}
