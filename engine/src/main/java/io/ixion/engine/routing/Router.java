package io.ixion.engine.routing;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import java.util.List;

/**
 * What queues and agents tell the router of their tenant. The router keeps soft state only: it
 * proposes, and forgets everything when it crashes; it asks to be told again.
 */
public interface Router {
  /**
   * News of one queue.
   *
   * @param sequence counts the tellings of this queue; after a gap the router asks for everything
   *     again
   * @param whole true when {@code waiting} is all that the queue has to offer now
   */
  void waiting(
      TenantId tenant,
      QueueId queue,
      long sequence,
      boolean whole,
      List<Candidate> waiting,
      List<InteractionId> gone);

  /** News of one agent, whole each time. */
  void available(TenantId tenant, AgentAvailability agent);

  /** An agent is there, and what it told last still holds. */
  void alive(TenantId tenant, AgentId agent, long version);

  /**
   * A proposal came to its end, taken or not; either way the interaction is no longer the router's.
   */
  void settled(TenantId tenant, Match match, boolean taken);
}
