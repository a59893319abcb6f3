package io.ixion.engine.routing.actor;

import io.ixion.engine.kernel.InteractionId;
import io.ixion.engine.kernel.QueueId;
import io.ixion.engine.kernel.WireMessage;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.util.List;

/** What travels to a router. */
sealed interface RouterCommand {
  /** A part of one telling of a queue; {@code part} counts from 0. */
  record Waiting(
      QueueId queue,
      long sequence,
      int part,
      int parts,
      boolean whole,
      List<Candidate> waiting,
      List<InteractionId> gone)
      implements RouterCommand, WireMessage {
    public Waiting {
      waiting = List.copyOf(waiting);
      gone = List.copyOf(gone);
    }
  }

  /** An agent tells itself. */
  record Available(AgentAvailability agent) implements RouterCommand, WireMessage {}

  /** A proposal has ended. */
  record Settled(Match match, boolean taken) implements RouterCommand, WireMessage {}

  /** Time to look at deadlines; never leaves the node. */
  enum Tick implements RouterCommand {
    NOW
  }
}
