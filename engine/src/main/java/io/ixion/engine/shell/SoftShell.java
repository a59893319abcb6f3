package io.ixion.engine.shell;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Receive;
import io.ixion.engine.decision.Effect;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * The one shell of entities that store nothing: has a message decided and runs the effects. It
 * holds no rule.
 *
 * @param <M> messages
 */
public abstract class SoftShell<M> extends AbstractBehavior<M> {
  private final Class<M> kind;
  private final Clock clock;

  protected SoftShell(ActorContext<M> actor, Class<M> kind, Clock clock) {
    super(actor);
    this.kind = kind;
    this.clock = clock;
  }

  /** What follows from a message. */
  protected abstract List<? extends Effect> decide(M message, Instant now);

  /** Runs what a decision asked for. */
  protected abstract void run(Effect effect);

  /** It leaves this node. */
  protected void stopped() {}

  @Override
  public final Receive<M> createReceive() {
    return newReceiveBuilder()
        .onMessage(kind, this::onMessage)
        .onSignal(
            PostStop.class,
            stop -> {
              stopped();
              return this;
            })
        .build();
  }

  private Behavior<M> onMessage(M message) {
    decide(message, clock.instant()).forEach(this::run);
    return this;
  }
}
