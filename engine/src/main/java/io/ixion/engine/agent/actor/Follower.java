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
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionFound;
import io.ixion.engine.interaction.InteractionHeader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands for one open event stream. It tells the agent again and again where it is, so that a lost
 * notice is sent once more and a restarted agent sends a new snapshot. Notices carry headers; it
 * reads the attached data of what they show, a few at once, and tells them in their order.
 */
final class Follower {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  /** Interactions that are read at once. */
  private static final int AT_ONCE = 8;

  /** Notices that may come while data is read; those after them are sent once more. */
  private static final int MOST_WAITING = 256;

  /** What a follower understands besides notices. */
  sealed interface Message {}

  private record News(AgentNotice notice) implements Message {}

  private record Read(InteractionFound found) implements Message {}

  private record Again() implements Message {}

  record Close() implements Message {}

  private final TenantId tenant;
  private final EntityRef<AgentMessage> agent;
  private final DataReading reading;
  private final Consumer<FollowedNotice> sink;
  private final ActorRef<AgentNotice> self;
  private final ActorRef<InteractionFound> answers;
  private final SnapshotParts parts = new SnapshotParts();
  private final ArrayDeque<AgentNotice> waiting = new ArrayDeque<>();
  private Optional<AgentNotice.Position> seen;
  private Optional<Showing> showing = Optional.empty();

  /** A notice whose interactions are being read. */
  private static final class Showing {
    final AgentNotice notice;
    final Map<InteractionId, InteractionHeader> told = new LinkedHashMap<>();
    final ArrayDeque<InteractionId> toRead = new ArrayDeque<>();
    final Map<InteractionId, Interaction> whole = new HashMap<>();
    boolean isStalled;

    Showing(AgentNotice notice) {
      this.notice = notice;
      notice.content().interactions().forEach(header -> told.put(header.id(), header));
      toRead.addAll(told.keySet());
    }

    boolean isWhole() {
      return whole.size() == told.size();
    }
  }

  private Follower(
      ActorContext<Message> actor,
      TenantId tenant,
      EntityRef<AgentMessage> agent,
      Optional<AgentNotice.Position> after,
      DataReading reading,
      Consumer<FollowedNotice> sink) {
    this.tenant = tenant;
    this.agent = agent;
    this.reading = reading;
    this.sink = sink;
    this.seen = after;
    this.self = actor.messageAdapter(AgentNotice.class, News::new);
    this.answers = actor.messageAdapter(InteractionFound.class, Read::new);
  }

  static Behavior<Message> create(
      TenantId tenant,
      EntityRef<AgentMessage> agent,
      Optional<AgentNotice.Position> after,
      DataReading reading,
      Consumer<FollowedNotice> sink) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers -> {
                  var follower = new Follower(actor, tenant, agent, after, reading, sink);
                  follower.again();
                  timers.startTimerWithFixedDelay(new Again(), SIGN_OF_LIFE);
                  return follower.running();
                }));
  }

  private Behavior<Message> running() {
    return Behaviors.receive(Message.class)
        .onMessage(News.class, news -> onNews(news.notice()))
        .onMessage(Read.class, read -> onRead(read.found()))
        .onMessage(Again.class, again -> lookAgain())
        .onMessage(Close.class, close -> close())
        .build();
  }

  private Behavior<Message> onNews(AgentNotice notice) {
    if (showing.isEmpty()) return onNotice(notice);
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
    var next = new Showing(notice);
    if (next.isWhole()) return tell(next);
    showing = Optional.of(next);
    for (int i = 0; i < AT_ONCE && !next.toRead.isEmpty(); i++)
      reading.read(tenant, next.toRead.poll(), answers);
    return Behaviors.same();
  }

  private Behavior<Message> onRead(InteractionFound found) {
    if (showing.isEmpty() || found.header().isEmpty()) return Behaviors.same();
    Showing now = showing.get();
    InteractionHeader told = now.told.get(found.header().get().id());
    if (told == null || now.whole.containsKey(told.id())) return Behaviors.same(); // late, or twice
    now.whole.put(told.id(), shown(told, found.whole().orElseThrow()));
    now.isStalled = false;
    if (!now.toRead.isEmpty()) reading.read(tenant, now.toRead.poll(), answers);
    if (!now.isWhole()) return Behaviors.same();
    showing = Optional.empty();
    tell(now);
    while (showing.isEmpty() && !waiting.isEmpty()) onNotice(waiting.poll());
    return Behaviors.same();
  }

  /** As it is now, unless it has moved on: then as it was told, with the data that it has now. */
  static Interaction shown(InteractionHeader told, Interaction found) {
    boolean same = found.state().equals(told.state()) && found.offerId().equals(told.offerId());
    return same ? found : new Interaction(told, found.data());
  }

  private Behavior<Message> tell(Showing shown) {
    seen = Optional.of(shown.notice.position());
    sink.accept(new FollowedNotice(shown.notice, shown.whole));
    return Behaviors.same();
  }

  /** What could not be read for a whole interval is asked for again, with all that follows. */
  private Behavior<Message> lookAgain() {
    if (showing.isPresent() && !showing.get().isStalled) {
      showing.get().isStalled = true;
      return Behaviors.same();
    }
    showing = Optional.empty();
    waiting.clear();
    return again();
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
