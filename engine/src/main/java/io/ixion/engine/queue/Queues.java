package io.ixion.engine.queue;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Definitions and figures of queues. */
public interface Queues {
  /** Creates the queue or changes its description; repeating it changes nothing. */
  CompletionStage<QueueDefinition> put(TenantId tenant, QueueId id, Optional<String> description);

  /** The definition as it is now, whichever node changed it; empty if there is no such queue. */
  CompletionStage<Optional<QueueDefinition>> find(TenantId tenant, QueueId id);

  /** Whether there is such a queue; from memory once it is known, as none is ever removed. */
  CompletionStage<Boolean> exists(TenantId tenant, QueueId id);

  /** The tenant's queues by name, at most {@code limit}, after the given name. */
  CompletionStage<List<QueueDefinition>> list(TenantId tenant, Optional<QueueId> after, int limit);

  /** The figures as the queue's owner has them. */
  CompletionStage<QueueStatus> status(TenantId tenant, QueueId id);
}
