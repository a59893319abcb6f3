package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.domain.SnapshotParts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands for one open event stream. It tells the agent again and again where it is, so that a lost
 * notice is sent once more and a restarted agent sends a new snapshot.
 */
final class Follower {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  /** What a follower understands besides notices. */
  sealed interface Message {}

  private record News(AgentNotice notice) implements Message {}

  private record Again() implements Message {}

  record Close() implements Message {}

  private final EntityRef<AgentMessage> agent;
  private final Consumer<AgentNotice> sink;
  private final ActorRef<AgentNotice> self;
  private final SnapshotParts pieces = new SnapshotParts();
  private Optional<AgentNotice.Position> seen;

  private Follower(
      ActorContext<Message> actor,
      EntityRef<AgentMessage> agent,
      Optional<AgentNotice.Position> after,
      Consumer<AgentNotice> sink) {
    this.agent = agent;
    this.sink = sink;
    this.seen = after;
    this.self = actor.messageAdapter(AgentNotice.class, News::new);
  }

  static Behavior<Message> create(
      EntityRef<AgentMessage> agent,
      Optional<AgentNotice.Position> after,
      Consumer<AgentNotice> sink) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers -> {
                  var follower = new Follower(actor, agent, after, sink);
                  follower.again();
                  timers.startTimerWithFixedDelay(new Again(), SIGN_OF_LIFE);
                  return follower.running();
                }));
  }

  private Behavior<Message> running() {
    return Behaviors.receive(Message.class)
        .onMessage(News.class, news -> onNotice(news.notice()))
        .onMessage(Again.class, again -> again())
        .onMessage(Close.class, close -> close())
        .build();
  }

  private Behavior<Message> onNotice(AgentNotice notice) {
    var at = notice.position();
    boolean sameEpoch = seen.isPresent() && seen.get().epoch() == at.epoch();
    if (notice.content() instanceof AgentNotice.Piece piece) {
      Optional<AgentNotice.Snapshot> whole = pieces.add(at, piece);
      return whole.isEmpty() ? Behaviors.same() : onNotice(new AgentNotice(at, whole.get()));
    }
    if (notice.content() instanceof AgentNotice.Snapshot) {
      if (sameEpoch && at.number() == seen.get().number()) return Behaviors.same();
    } else if (!sameEpoch || at.number() <= seen.get().number()) {
      return Behaviors.same(); // before its snapshot, or seen already
    } else if (at.number() > seen.get().number() + 1) return again(); // one was lost on the way
    seen = Optional.of(at);
    sink.accept(notice);
    return Behaviors.same();
  }

  private Behavior<Message> again() {
    agent.tell(new AgentMessage.Follow(seen, self));
    return Behaviors.same();
  }

  private Behavior<Message> close() {
    agent.tell(new AgentMessage.Unfollow(self));
    return Behaviors.stopped();
  }
}
