package io.ixion.engine.routing;

import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;

/** What follows from a decision of a router. */
public sealed interface RouterEffect extends Effect {
  /** Proposes a hand-off to the queue that holds the interaction. */
  record Propose(Match match) implements RouterEffect {}

  /** Asks a queue to tell all that it has to offer. */
  record AskQueue(QueueId queue) implements RouterEffect {}

  /** Asks an agent to tell its availability. */
  record AskAgent(AgentId agent) implements RouterEffect {}

  /** Pairs that only the sweep found: a defect of the matcher. */
  record Overlooked(int pairs, Match one) implements RouterEffect {}
}
