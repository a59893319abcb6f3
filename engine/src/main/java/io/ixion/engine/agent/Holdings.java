package io.ixion.engine.agent;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionHeader;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the interaction table knows of an agent's work: late, but complete. */
public interface Holdings {
  /** Completes once the table shows everything that was durable at the time of the call. */
  CompletionStage<Void> caughtUp();

  /** The interactions offered to the agent or handled by it, at most {@code limit}. */
  CompletionStage<List<InteractionHeader>> of(TenantId tenant, AgentId agent, int limit);
}
