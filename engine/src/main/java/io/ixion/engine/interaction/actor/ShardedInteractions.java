package io.ixion.engine.interaction.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFound;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.shell.MessageCounts;
import io.ixion.engine.shell.ShardedPort;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reaches interactions wherever in the cluster they live. */
public final class ShardedInteractions implements Interactions {
  private final ShardedPort<InteractionEntity.Message> port;

  public ShardedInteractions(
      ActorSystem<?> system, InteractionSettings settings, MessageCounts counts) {
    this.port =
        new ShardedPort<>(system, InteractionEntity.TYPE_KEY, settings.askTimeout(), counts);
  }

  /**
   * Starts this node's part of the region; call once per node.
   *
   * @param run runs the effects of their decisions
   * @param count hears of every stored event, and of the state before it
   */
  public static void start(
      ActorSystem<?> system,
      InteractionSettings settings,
      Consumer<Effect> run,
      BiConsumer<Optional<Interaction>, InteractionEvent> count,
      Clock clock) {
    var decider = new InteractionDecider(settings);
    var effects =
        new InteractionEntity.Effects() {
          @Override
          public void run(Effect effect) {
            run.accept(effect);
          }

          @Override
          public void stored(Optional<Interaction> before, InteractionEvent event) {
            count.accept(before, event);
          }
        };
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    InteractionEntity.TYPE_KEY,
                    context -> InteractionEntity.create(context, decider, effects, clock))
                .withSettings(regionSettings(system, settings)));
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
    long question = ThreadLocalRandom.current().nextLong();
    return port.<InteractionAnswer, Outcome<Interaction>>ask(
        tenant,
        id,
        to -> new InteractionEntity.Decide(question, command, condition, true, to),
        (answer, failure) -> InteractionAnswer.whole(id, answer, failure));
  }

  /** Passes on a command whose asker is told by the interaction itself. */
  public void forward(
      TenantId tenant,
      InteractionId id,
      InteractionCommand command,
      Condition condition,
      long question,
      ActorRef<InteractionAnswer> asker) {
    port.tell(tenant, id, new InteractionEntity.Decide(question, command, condition, true, asker));
  }

  @Override
  public void tell(TenantId tenant, InteractionId id, InteractionCommand command) {
    port.tell(tenant, id, new InteractionEntity.Do(command));
  }

  @Override
  public CompletionStage<Optional<InteractionHeader>> find(TenantId tenant, InteractionId id) {
    return find(tenant, id, false).thenApply(InteractionFound::header);
  }

  @Override
  public CompletionStage<Optional<Interaction>> read(TenantId tenant, InteractionId id) {
    return find(tenant, id, true).thenApply(InteractionFound::whole);
  }

  /** The same for an actor, who asks again if no answer comes. */
  public void read(TenantId tenant, InteractionId id, ActorRef<InteractionFound> to) {
    port.read(tenant, id, new InteractionEntity.Find(true, to));
  }

  private CompletionStage<InteractionFound> find(
      TenantId tenant, InteractionId id, boolean withData) {
    return port.<InteractionFound, InteractionFound>ask(
        tenant,
        id,
        to -> new InteractionEntity.Find(withData, to),
        (found, failure) -> {
          if (failure != null)
            throw Unavailable.notDone("interaction " + id + " did not answer in time", failure);
          return found;
        });
  }

  /** Brings an interaction back to life whose deadline may have passed while no node had it. */
  public void wake(TenantId tenant, InteractionId id) {
    port.tell(tenant, id, new InteractionEntity.Wake());
  }
}
