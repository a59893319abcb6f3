package io.ixion.engine.reporting;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Questions to the read side, which follows the journal with a short delay. */
public interface Reports {
  /** One page of the interactions that match, bounded in number and in bytes. */
  CompletionStage<Listed<Interaction>> list(InteractionQuery query);

  /**
   * What the journal holds of one interaction, oldest first, at most {@code limit} after the
   * revision, and bounded in bytes.
   */
  CompletionStage<Listed<RecordedEvent>> history(
      TenantId tenant, InteractionId id, long afterRevision, int limit);

  /** Completes once the read side shows everything that was durable when this was called. */
  CompletionStage<Void> caughtUp(Duration within);
}
