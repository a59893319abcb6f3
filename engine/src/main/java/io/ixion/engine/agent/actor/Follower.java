package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.agent.domain.SnapshotParts;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands for one open event stream. It tells the agent again and again where it is, so that a lost
 * notice is sent once more and a restarted agent sends a new snapshot. Notices carry headers; it
 * reads the attached data of what they show, and tells them in their order.
 */
final class Follower {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  /** Notices that may come while data is read; those after them are sent once more. */
  private static final int MOST_WAITING = 256;

  /** What a follower understands besides notices. */
  sealed interface Message {}

  private record News(AgentNotice notice) implements Message {}

  /** The attached data was read, or could not be. */
  private record Read(AgentNotice notice, Optional<Map<InteractionId, Interaction>> whole)
      implements Message {}

  private record Again() implements Message {}

  record Close() implements Message {}

  /** Reads interactions whole, all of them or none. */
  interface Reading
      extends Function<List<InteractionHeader>, CompletionStage<Map<InteractionId, Interaction>>> {}

  private final ActorContext<Message> actor;
  private final EntityRef<AgentMessage> agent;
  private final Reading reading;
  private final Consumer<FollowedNotice> sink;
  private final ActorRef<AgentNotice> self;
  private final SnapshotParts parts = new SnapshotParts();
  private final ArrayDeque<AgentNotice> waiting = new ArrayDeque<>();
  private Optional<AgentNotice.Position> seen;
  private boolean busy;

  private Follower(
      ActorContext<Message> actor,
      EntityRef<AgentMessage> agent,
      Optional<AgentNotice.Position> after,
      Reading reading,
      Consumer<FollowedNotice> sink) {
    this.actor = actor;
    this.agent = agent;
    this.reading = reading;
    this.sink = sink;
    this.seen = after;
    this.self = actor.messageAdapter(AgentNotice.class, News::new);
  }

  static Behavior<Message> create(
      EntityRef<AgentMessage> agent,
      Optional<AgentNotice.Position> after,
      Reading reading,
      Consumer<FollowedNotice> sink) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers -> {
                  var follower = new Follower(actor, agent, after, reading, sink);
                  follower.again();
                  timers.startTimerWithFixedDelay(new Again(), SIGN_OF_LIFE);
                  return follower.running();
                }));
  }

  private Behavior<Message> running() {
    return Behaviors.receive(Message.class)
        .onMessage(News.class, news -> onNews(news.notice()))
        .onMessage(Read.class, this::onRead)
        .onMessage(Again.class, again -> again())
        .onMessage(Close.class, close -> close())
        .build();
  }

  private Behavior<Message> onNews(AgentNotice notice) {
    if (!busy) return onNotice(notice);
    if (waiting.size() < MOST_WAITING) waiting.add(notice);
    return Behaviors.same();
  }

  private Behavior<Message> onNotice(AgentNotice notice) {
    var at = notice.position();
    boolean sameEpoch = seen.isPresent() && seen.get().epoch() == at.epoch();
    if (notice.content() instanceof AgentNotice.Piece piece) {
      Optional<AgentNotice.Snapshot> whole = parts.add(at, piece);
      return whole.isEmpty() ? Behaviors.same() : onNotice(new AgentNotice(at, whole.get()));
    }
    if (notice.content() instanceof AgentNotice.Snapshot) {
      if (sameEpoch && at.number() == seen.get().number()) return Behaviors.same();
    } else if (!sameEpoch || at.number() <= seen.get().number()) {
      return Behaviors.same(); // before its snapshot, or seen already
    } else if (at.number() > seen.get().number() + 1) return again(); // one was lost on the way
    return show(notice);
  }

  private Behavior<Message> show(AgentNotice notice) {
    List<InteractionHeader> shown = notice.content().interactions();
    if (shown.isEmpty()) return tell(notice, Map.of());
    busy = true;
    actor.pipeToSelf(
        reading.apply(shown), (whole, failure) -> new Read(notice, Optional.ofNullable(whole)));
    return Behaviors.same();
  }

  /** What could not be read is asked for again with the next sign of life. */
  private Behavior<Message> onRead(Read read) {
    busy = false;
    if (read.whole().isEmpty()) waiting.clear();
    else tell(read.notice(), read.whole().get());
    while (!busy && !waiting.isEmpty()) onNotice(waiting.poll());
    return Behaviors.same();
  }

  private Behavior<Message> tell(AgentNotice notice, Map<InteractionId, Interaction> whole) {
    seen = Optional.of(notice.position());
    sink.accept(new FollowedNotice(notice, whole));
    return Behaviors.same();
  }

  private Behavior<Message> again() {
    if (!busy) agent.tell(new AgentMessage.Follow(seen, self));
    return Behaviors.same();
  }

  private Behavior<Message> close() {
    agent.tell(new AgentMessage.Unfollow(self));
    return Behaviors.stopped();
  }
}
