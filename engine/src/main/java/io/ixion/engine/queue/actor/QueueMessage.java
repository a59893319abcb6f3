package io.ixion.engine.queue.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.decision.Rejection;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.TableView;
import io.ixion.engine.routing.Match;
import io.ixion.engine.wire.WireMessage;
import java.util.List;
import java.util.Optional;

/** What a queue's entity understands. */
sealed interface QueueMessage extends WireMessage {
  /** Where an interaction of this queue is now. */
  record News(QueueNews news) implements QueueMessage {}

  /** The router proposes a hand-off. */
  record Propose(Match match) implements QueueMessage {}

  /** The agent's answer to the reservation. */
  record Reserved(Match match, Optional<Rejection> refused) implements QueueMessage {}

  /** The router wants to hear everything again. */
  record TellAgain() implements QueueMessage {}

  record GetStatus(ActorRef<QueueStatus> replyTo) implements QueueMessage {}

  /** Brings the queue to life: what waits in it may have nobody else. */
  record Wake() implements QueueMessage {}

  record Hello() implements QueueMessage {}

  /** A node has left the cluster, or was removed from it. */
  record NodeGone() implements QueueMessage {}

  /** Something of its own is to be done; never leaves the node. */
  record Due(QueueEffect.Timer timer) implements QueueMessage {}

  /** What was read of a class; empty when it could not be. */
  record Refilled(String key, int attempt, Optional<List<Backlog.Entry>> page)
      implements QueueMessage {}

  /** The table's view of the whole queue; empty when it could not be read. */
  record Swept(long since, Optional<TableView> table) implements QueueMessage {}
}
