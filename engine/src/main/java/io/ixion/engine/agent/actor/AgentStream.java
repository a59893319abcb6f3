package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentNotice.Position;
import io.ixion.engine.agent.domain.Pieces;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The notices of one agent: the latest are kept for followers that come back. */
final class AgentStream {
  private final long epoch;
  private final int kept;
  private final ArrayDeque<AgentNotice> recent = new ArrayDeque<>();
  private final Set<ActorRef<AgentNotice>> followers = new LinkedHashSet<>();
  private long number;

  AgentStream(long epoch, int kept) {
    this.epoch = epoch;
    this.kept = kept;
  }

  void publish(AgentNotice.Content content) {
    var notice = new AgentNotice(new Position(epoch, ++number), content);
    recent.addLast(notice);
    if (recent.size() > kept) recent.removeFirst();
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
    if (after.isPresent() && isKept(after.get())) {
      for (AgentNotice notice : recent)
        if (notice.position().number() > after.get().number()) follower.tell(notice);
    } else
      for (AgentNotice.Piece piece : Pieces.of(snapshot.get()))
        follower.tell(new AgentNotice(new Position(epoch, number), piece));
  }

  private boolean isKept(Position after) {
    long oldest = recent.isEmpty() ? number + 1 : recent.getFirst().position().number();
    return after.epoch() == epoch && after.number() >= oldest - 1 && after.number() <= number;
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
