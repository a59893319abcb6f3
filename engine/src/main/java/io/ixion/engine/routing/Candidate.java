package io.ixion.engine.routing;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * A waiting interaction as the router sees it.
 *
 * @param placement the number that an offer of it must carry
 * @param waitingSince what its age counts from
 * @param avoided agents who are not to be offered it before the given instant
 */
public record Candidate(
    InteractionId id,
    QueueId queue,
    int placement,
    Requirement requirement,
    int priority,
    Instant waitingSince,
    Map<AgentId, Instant> avoided) {
  /** Highest priority first, then the oldest, then by id so that the order is total. */
  public static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::priority)
          .reversed()
          .thenComparing(Candidate::waitingSince)
          .thenComparing(Candidate::id);

  public Candidate {
    avoided = Map.copyOf(avoided);
  }

  public boolean avoids(AgentId agent, Instant now) {
    Instant until = avoided.get(agent);
    return until != null && now.isBefore(until);
  }

  /** The same, with one more agent to be avoided until the given instant. */
  public Candidate avoiding(AgentId agent, Instant until) {
    var more = new HashMap<>(avoided);
    more.merge(agent, until, (a, b) -> a.isAfter(b) ? a : b);
    return new Candidate(id, queue, placement, requirement, priority, waitingSince, more);
  }
}
