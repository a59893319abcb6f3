package io.ixion.engine.queue;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.wire.WireMessage;
import java.util.Optional;

/**
 * What administrators say of a queue.
 *
 * @param version counts its changes, from 1
 */
public record QueueDefinition(
    TenantId tenant, QueueId id, long version, Optional<String> description)
    implements WireMessage {
  public static final int MAX_DESCRIPTION = 1_000;
}
