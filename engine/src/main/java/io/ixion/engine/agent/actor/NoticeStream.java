package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentNotice.Position;
import io.ixion.engine.agent.domain.RecentNotices;
import io.ixion.engine.agent.domain.SnapshotParts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The notices of one agent, on their way to its followers. */
final class NoticeStream {
  private final long epoch;
  private final RecentNotices recent;
  private final Set<ActorRef<AgentNotice>> followers = new LinkedHashSet<>();
  private long number;

  NoticeStream(long epoch, RecentNotices recent) {
    this.epoch = epoch;
    this.recent = recent;
  }

  void publish(AgentNotice.Content content) {
    var notice = new AgentNotice(new Position(epoch, ++number), content);
    recent.add(notice);
    followers.forEach(follower -> follower.tell(notice));
  }

  /**
   * Sends what follows a position, or everything that holds now if that position is not known any
   * more.
   */
  void follow(
      ActorRef<AgentNotice> follower,
      Optional<Position> after,
      Supplier<AgentNotice.Snapshot> snapshot) {
    followers.add(follower);
    Optional<List<AgentNotice>> missed =
        after.filter(seen -> seen.epoch() == epoch).flatMap(recent::after);
    if (missed.isPresent()) missed.get().forEach(follower::tell);
    else
      for (AgentNotice.Piece piece : SnapshotParts.of(snapshot.get()))
        follower.tell(new AgentNotice(new Position(epoch, number), piece));
  }

  void close() {
    recent.clear();
  }

  void unfollow(ActorRef<AgentNotice> follower) {
    followers.remove(follower);
  }

  boolean isFollowedBy(ActorRef<AgentNotice> follower) {
    return followers.contains(follower);
  }

  boolean isFollowed() {
    return !followers.isEmpty();
  }
}
