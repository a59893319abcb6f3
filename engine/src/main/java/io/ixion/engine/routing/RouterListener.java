package io.ixion.engine.routing;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;

/**
 * What the router tells queues and agents; lost messages are healed by both sides telling again.
 */
public interface RouterListener {
  /** Proposes a hand-off to the queue that holds the interaction. */
  void propose(TenantId tenant, Match match);

  /** Asks a queue to tell all that it has to offer. */
  void tellAgain(TenantId tenant, QueueId queue);

  /** Asks an agent to tell its availability. */
  void tellAgain(TenantId tenant, AgentId agent);
}
