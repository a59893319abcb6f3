package io.ixion.engine;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.ixion.engine.agent.actor.ShardedAgents;
import io.ixion.engine.interaction.actor.ShardedInteractions;
import io.ixion.engine.queue.QueueCatalogue;
import io.ixion.engine.queue.QueueDefinition;
import io.ixion.engine.queue.actor.ShardedQueues;
import io.ixion.engine.reporting.LiveWork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that everything live has a living owner: wakes the queues, the agents with a session
 * and the interactions whose deadline has passed, now and then. One in the cluster; it decides
 * nothing, and waking what is awake does nothing.
 */
final class OrphanWaker extends AbstractBehavior<OrphanWaker.Message> {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanWaker.class);
  private static final int PAGE = 1_000;
  private static final Duration OVERDUE = Duration.ofSeconds(2);

  sealed interface Message {}

  private record Round() implements Message {}

  private record RoundDone(Optional<Throwable> failure) implements Message {}

  /** What the keeper asks and wakes. */
  record Ports(
      LiveWork live,
      QueueCatalogue catalogue,
      ShardedInteractions interactions,
      ShardedAgents agents,
      ShardedQueues queues) {}

  private final Ports ports;
  private final Clock clock;
  private boolean underWay;
  private boolean failing;

  static Behavior<Message> create(Ports ports, Duration interval, Clock clock) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Round(), Duration.ZERO, interval);
                  return new OrphanWaker(actor, ports, clock);
                }));
  }

  private OrphanWaker(ActorContext<Message> actor, Ports ports, Clock clock) {
    super(actor);
    this.ports = ports;
    this.clock = clock;
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Round.class, round -> start())
        .onMessage(RoundDone.class, this::onDone)
        .build();
  }

  private Behavior<Message> start() {
    if (underWay) return this;
    underWay = true;
    getContext()
        .pipeToSelf(
            queues(Optional.empty())
                .thenCompose(done -> agents(Optional.empty()))
                .thenCompose(done -> interactions()),
            (done, failure) -> new RoundDone(Optional.ofNullable(failure)));
    return this;
  }

  private Behavior<Message> onDone(RoundDone round) {
    underWay = false;
    if (round.failure().isPresent() && !failing)
      LOG.warn(
          "cannot look for work without an owner, will go on trying: {}",
          round.failure().get().getMessage());
    failing = round.failure().isPresent();
    return this;
  }

  private CompletionStage<Void> queues(Optional<QueueDefinition> after) {
    return ports
        .catalogue()
        .all(after, PAGE)
        .thenCompose(
            page ->
                woken(
                    page, queue -> ports.queues().wake(queue.tenant(), queue.id()), this::queues));
  }

  private CompletionStage<Void> agents(Optional<LiveWork.LoggedIn> after) {
    return ports
        .live()
        .loggedIn(after, PAGE)
        .thenCompose(
            page ->
                woken(
                    page,
                    agent -> ports.agents().wake(agent.tenant(), agent.agent()),
                    this::agents));
  }

  /** One page a round is enough: those woken are gone from the next one. */
  private CompletionStage<Void> interactions() {
    return ports
        .live()
        .overdue(clock.instant().minus(OVERDUE), PAGE)
        .thenAccept(
            page ->
                page.forEach(one -> ports.interactions().wake(one.tenant(), one.interaction())));
  }

  private static <T> CompletionStage<Void> woken(
      List<T> page, Consumer<T> wake, Function<Optional<T>, CompletionStage<Void>> next) {
    page.forEach(wake);
    return page.size() < PAGE
        ? CompletableFuture.completedFuture(null)
        : next.apply(Optional.of(page.get(page.size() - 1)));
  }
}
