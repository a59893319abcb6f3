package io.ixion.engine.reporting.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ixion.engine.reporting.ReadSideFigures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the read tables up with the journal; one in the cluster. The work runs on a thread of its
 * own; this shell only decides when the next batch is due.
 */
final class JournalReader extends AbstractBehavior<JournalReader.Message> {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  sealed interface Message {}

  private record Next() implements Message {}

  private record Applied(boolean more, Optional<Throwable> failure) implements Message {}

  private final TimerScheduler<Message> timers;
  private final Projection projection;
  private final ReadSideFigures figures;
  private final Duration pollInterval;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            var own = new Thread(work, "ixion-read-side");
            own.setDaemon(true);
            return own;
          });
  private Duration backoff = Duration.ZERO;

  static Behavior<Message> create(
      Supplier<Projection> projection, ReadSideFigures figures, Duration pollInterval) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers ->
                    new JournalReader(actor, timers, projection.get(), figures, pollInterval)));
  }

  private JournalReader(
      ActorContext<Message> actor,
      TimerScheduler<Message> timers,
      Projection projection,
      ReadSideFigures figures,
      Duration pollInterval) {
    super(actor);
    this.timers = timers;
    this.projection = projection;
    this.figures = figures;
    this.pollInterval = pollInterval;
    apply();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Next.class, next -> apply())
        .onMessage(Applied.class, this::onApplied)
        .onSignal(PostStop.class, stop -> onStop())
        .build();
  }

  private Behavior<Message> apply() {
    var batch =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return projection.applyNext();
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            },
            thread);
    getContext()
        .pipeToSelf(
            batch,
            (more, failure) -> new Applied(failure == null && more, Optional.ofNullable(failure)));
    return this;
  }

  private Behavior<Message> onApplied(Applied applied) {
    if (applied.failure().isPresent()) {
      figures.interrupted();
      if (backoff.isZero())
        LOG.warn(
            "the read side cannot go on, will try again: {}", applied.failure().get().getMessage());
      Duration doubled = backoff.isZero() ? FIRST_BACKOFF : backoff.multipliedBy(2);
      backoff = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
      timers.startSingleTimer(new Next(), backoff);
      return this;
    }
    if (!backoff.isZero()) LOG.info("the read side goes on");
    backoff = Duration.ZERO;
    if (applied.more()) return apply();
    timers.startSingleTimer(new Next(), pollInterval);
    return this;
  }

  private Behavior<Message> onStop() {
    thread.execute(figures::stopped); // after the batch under way, which would say that it runs
    thread.shutdown();
    return this;
  }
}
