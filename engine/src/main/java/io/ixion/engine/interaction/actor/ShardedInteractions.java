package io.ixion.engine.interaction.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionListener;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.shell.RepeatedAsk;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/** Reaches interactions wherever in the cluster they live. */
public final class ShardedInteractions implements Interactions {
  private final ClusterSharding sharding;
  private final RepeatedAsk.Later later;
  private final Duration askTimeout;

  private ShardedInteractions(ActorSystem<?> system, Duration askTimeout) {
    this.sharding = ClusterSharding.get(system);
    this.later =
        (pause, step) ->
            system.scheduler().scheduleOnce(pause, step, system.executionContext())::cancel;
    this.askTimeout = askTimeout;
  }

  /** Starts this node's part of the region; call once per node. */
  public static ShardedInteractions start(
      ActorSystem<?> system,
      InteractionSettings settings,
      InteractionListener listener,
      Clock clock) {
    var decider = new InteractionDecider(settings);
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    InteractionEntity.TYPE_KEY,
                    context -> InteractionEntity.create(context, decider, listener, clock))
                .withSettings(regionSettings(system, settings)));
    return new ShardedInteractions(system, settings.askTimeout());
  }

  /**
   * A backlog lives in the database: idle interactions leave the memory, and never more than a
   * limit are in it.
   */
  private static ClusterShardingSettings regionSettings(
      ActorSystem<?> system, InteractionSettings settings) {
    var region = ClusterShardingSettings.create(system);
    return region.withPassivationStrategy(
        region
            .passivationStrategySettings()
            .withActiveEntityLimit(settings.maxActive())
            .withLeastRecentlyUsedReplacement()
            .withIdleEntityPassivation(settings.passivateAfter()));
  }

  @Override
  public CompletionStage<Outcome<Interaction>> command(
      TenantId tenant, InteractionId id, InteractionCommand command, Condition condition) {
    EntityRef<InteractionEntity.Message> owner = entity(tenant, id);
    long question = ThreadLocalRandom.current().nextLong();
    return RepeatedAsk.then(
        RepeatedAsk.<InteractionEntity.Answer>repeated(
            later,
            askTimeout,
            limit ->
                owner.ask(
                    to -> new InteractionEntity.Decide(question, command, condition, to), limit)),
        (answer, failure) -> answered(id, answer, failure));
  }

  private static Outcome<Interaction> answered(
      InteractionId id, InteractionEntity.Answer answer, Throwable failure) {
    if (answer instanceof InteractionEntity.Decided decided) return whole(decided);
    if (answer instanceof InteractionEntity.NotStored)
      throw new Unavailable("the journal did not take a change of interaction " + id, null);
    throw new Unavailable("interaction " + id + " did not answer in time", failure);
  }

  private static Outcome<Interaction> whole(InteractionEntity.Decided decided) {
    if (decided.outcome() instanceof Outcome.Done<InteractionHeader> done)
      return new Outcome.Done<>(
          new Interaction(done.value(), decided.data().orElseThrow()), done.replayed());
    return new Outcome.Refused<>(((Outcome.Refused<InteractionHeader>) decided.outcome()).why());
  }

  @Override
  public CompletionStage<Optional<InteractionHeader>> find(TenantId tenant, InteractionId id) {
    return find(tenant, id, false).thenApply(InteractionEntity.Found::header);
  }

  @Override
  public CompletionStage<Optional<Interaction>> read(TenantId tenant, InteractionId id) {
    return find(tenant, id, true)
        .thenApply(
            found ->
                found.header().map(header -> new Interaction(header, found.data().orElseThrow())));
  }

  private CompletionStage<InteractionEntity.Found> find(
      TenantId tenant, InteractionId id, boolean withData) {
    EntityRef<InteractionEntity.Message> owner = entity(tenant, id);
    return RepeatedAsk.then(
        RepeatedAsk.<InteractionEntity.Found>repeated(
            later,
            askTimeout,
            limit -> owner.ask(to -> new InteractionEntity.Find(withData, to), limit)),
        (found, failure) -> {
          if (failure != null)
            throw Unavailable.notDone("interaction " + id + " did not answer in time", failure);
          return found;
        });
  }

  /** Brings an interaction back to life whose deadline may have passed while no node had it. */
  public void wake(TenantId tenant, InteractionId id) {
    entity(tenant, id).tell(new InteractionEntity.Wake());
  }

  private EntityRef<InteractionEntity.Message> entity(TenantId tenant, InteractionId id) {
    return sharding.entityRefFor(InteractionEntity.TYPE_KEY, EntityKey.of(tenant, id));
  }
}
