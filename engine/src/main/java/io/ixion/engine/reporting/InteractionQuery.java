package io.ixion.engine.reporting;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which interactions to list, newest submit first; every filter that is present must hold.
 *
 * @param state queued, offered, handling or stopped
 * @param agent offered to or worked on by this agent
 * @param after the last entry of the previous page
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record InteractionQuery(
    TenantId tenant,
    Optional<QueueId> queue,
    Optional<String> state,
    Optional<MediaType> mediaType,
    Optional<AgentId> agent,
    Optional<String> externalId,
    Optional<Cursor> after,
    int limit) {
  public static final int MAX_LIMIT = 500;

  /** The sort key of an entry. */
  public record Cursor(Instant submittedAt, InteractionId id) {}
}
