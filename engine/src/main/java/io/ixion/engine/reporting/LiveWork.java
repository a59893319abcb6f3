package io.ixion.engine.reporting;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Live things that may have no living owner after a crash; whoever asks wakes them. */
public interface LiveWork {
  /** Interactions whose deadline lies before the given instant, the most overdue first. */
  CompletionStage<List<Overdue>> overdue(Instant before, int limit);

  /** Agents with a session, after the given one. */
  CompletionStage<List<LoggedIn>> loggedIn(Optional<LoggedIn> after, int limit);

  record Overdue(TenantId tenant, InteractionId interaction) {}

  record LoggedIn(TenantId tenant, AgentId agent) {}
}
