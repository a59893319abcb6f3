package io.ixion.engine.shell;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The way to every entity of one kind, wherever in the cluster it lives. Needs no region on this
 * node before it is used.
 */
public final class ShardedPort<M> {
  private final ClusterSharding sharding;
  private final EntityTypeKey<M> kind;
  private final RepeatedAsk.Later later;
  private final Duration askTimeout;
  private final MessageCounts counts;

  /**
   * @param askTimeout how long an asker waits for an answer
   */
  public ShardedPort(
      ActorSystem<?> system, EntityTypeKey<M> kind, Duration askTimeout, MessageCounts counts) {
    this.counts = counts;
    this.sharding = ClusterSharding.get(system);
    this.kind = kind;
    this.later =
        (pause, step) ->
            system.scheduler().scheduleOnce(pause, step, system.executionContext())::cancel;
    this.askTimeout = askTimeout;
  }

  /** Sends without waiting for anything. */
  public void tell(TenantId tenant, Object id, M message) {
    counts.sent(kind.name());
    entity(tenant, id).tell(message);
  }

  /** Sends a question whose answer is shown to people; whoever asks, asks again. */
  public void read(TenantId tenant, Object id, M question) {
    counts.read(kind.name());
    entity(tenant, id).tell(question);
  }

  /**
   * Asks, again and again until there is an answer or the time is up ({@link RepeatedAsk}); then
   * goes on where the answer arrives.
   *
   * @param question a question, or a command that names its attempt
   */
  public <A, R> CompletionStage<R> ask(
      TenantId tenant,
      Object id,
      Function<ActorRef<A>, M> question,
      BiFunction<A, Throwable, R> step) {
    counts.asked(kind.name());
    EntityRef<M> owner = entity(tenant, id);
    return RepeatedAsk.then(
        RepeatedAsk.<A>repeated(later, askTimeout, limit -> owner.ask(question::apply, limit)),
        step);
  }

  public EntityRef<M> entity(TenantId tenant, Object id) {
    return sharding.entityRefFor(kind, EntityKey.of(tenant, id));
  }
}
