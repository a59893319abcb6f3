package io.ixion.engine.queue;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The table of queue definitions: the one owner of that truth. */
public interface QueueCatalogue {
  /** Creates the queue or changes its description; repeating it changes nothing. */
  CompletionStage<QueueDefinition> put(TenantId tenant, QueueId id, Optional<String> description);

  CompletionStage<Optional<QueueDefinition>> find(TenantId tenant, QueueId id);

  /** One tenant's queues by name, at most {@code limit}, after the given name. */
  CompletionStage<List<QueueDefinition>> list(TenantId tenant, Optional<QueueId> after, int limit);

  /** Every tenant's queues, at most {@code limit}, after the given one. */
  CompletionStage<List<QueueDefinition>> all(Optional<QueueDefinition> after, int limit);
}
