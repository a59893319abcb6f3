package io.ixion.engine.queue.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.wire.WireMessage;
import java.util.List;
import java.util.Optional;

/** What a queue's entity understands. */
sealed interface QueueMessage extends WireMessage {

  /** Where an interaction of this queue is now. */
  enum Whereabouts {
    WAITING,
    OFFERED,
    GONE
  }

  /** News of one interaction; of two the higher revision is right. */
  record News(Whereabouts whereabouts, Candidate candidate, long revision)
      implements QueueMessage {}

  /** The router proposes a hand-off. */
  record Propose(Match match) implements QueueMessage {}

  /** The router wants to hear everything again. */
  record TellAgain() implements QueueMessage {}

  record GetStatus(ActorRef<QueueStatus> replyTo) implements QueueMessage {}

  /** Brings the queue to life: what waits in it may have nobody else. */
  record Wake() implements QueueMessage {}

  record Hello() implements QueueMessage {}

  record Sweep() implements QueueMessage {}

  /** A node has left the cluster, or was removed from it. */
  record NodeGone() implements QueueMessage {}

  /** The agent's answer to the reservation; empty when there was none in time. */
  record Reserved(Match match, Optional<Outcome<OfferId>> answer) implements QueueMessage {}

  /** The interaction's answer to the offer; empty when there was none in time. */
  record OfferAnswered(Match match, Optional<Outcome<Interaction>> answer)
      implements QueueMessage {}

  /** What the interaction itself says after it refused an offer. */
  record Asked(Optional<InteractionHeader> interaction) implements QueueMessage {}

  /** Reads the front of a class on from its last one. */
  record Refill(String key, int attempt) implements QueueMessage {}

  record Refilled(String key, int attempt, List<Backlog.Entry> page) implements QueueMessage {}

  /** The table's view of the whole queue; empty when it could not be read. */
  record Swept(long since, Optional<TableView> table) implements QueueMessage {}

  /** What the table showed when it was known to be complete. */
  record TableView(List<ClassView> classes, List<Backlog.Entry> offered) implements WireMessage {}

  record ClassView(String key, long waiting, int asked, List<Backlog.Entry> page)
      implements WireMessage {}
}
