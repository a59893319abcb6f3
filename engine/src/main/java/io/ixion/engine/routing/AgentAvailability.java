package io.ixion.engine.routing;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Skills;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an agent tells the router about itself, whole each time.
 *
 * @param version grows with every telling; an older one that arrives late is ignored
 * @param ready capacity of each medium that is ready; empty when the agent takes nothing
 * @param load what counts against the capacity now: reserved, offered or held
 * @param over offers that have ended since the agent told last: the router may hear of their end
 *     before it hears from their queue that they were made
 * @param idleSince since when it has been free; among equals the longest idle goes first
 */
public record AgentAvailability(
    AgentId agent,
    long version,
    Skills skills,
    Map<MediaType, Integer> ready,
    Map<InteractionId, MediaType> load,
    Instant idleSince,
    List<OfferId> over) {
  /** Of an agent of whom nothing has ended since it was told last. */
  public AgentAvailability(
      AgentId agent,
      long version,
      Skills skills,
      Map<MediaType, Integer> ready,
      Map<InteractionId, MediaType> load,
      Instant idleSince) {
    this(agent, version, skills, ready, load, idleSince, List.of());
  }

  public AgentAvailability {
    ready = Map.copyOf(ready);
    load = Map.copyOf(load);
    over = List.copyOf(over);
  }

  /** Whether the other one says the same, whichever of them is the later one. */
  public boolean says(AgentAvailability other) {
    return skills.equals(other.skills)
        && ready.equals(other.ready)
        && load.equals(other.load)
        && idleSince.equals(other.idleSince);
  }

  /** Whether the agent can take nothing and has nothing: nobody need know of it. */
  public boolean isNothing() {
    return ready.isEmpty() && load.isEmpty();
  }
}
