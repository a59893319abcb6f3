package io.ixion.engine.queue;

import io.ixion.engine.kernel.QueueId;
import io.ixion.engine.kernel.TenantId;
import io.ixion.engine.kernel.WireMessage;
import io.ixion.engine.routing.Candidate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the interaction table knows of a queue: late, but complete; the queue rebuilds and heals
 * itself from it.
 */
public interface Backlog {
  /** Completes once the table shows everything durable at the time of the call. */
  CompletionStage<Void> caughtUp();

  /** The classes that wait in the queue with their sizes. */
  CompletionStage<List<WaitingClass>> classes(TenantId tenant, QueueId queue);

  /** The first entries of one class in its order, after the given one if present, at most limit. */
  CompletionStage<List<Entry>> page(
      TenantId tenant, QueueId queue, String requirementKey, Optional<Candidate> after, int limit);

  /** The interactions of this queue that are offered to agents now, at most limit. */
  CompletionStage<List<Entry>> offered(TenantId tenant, QueueId queue, int limit);

  /** How many wait with the same requirement. */
  record WaitingClass(String requirementKey, long waiting) implements WireMessage {}

  /** A candidate with the revision of the interaction it was read at. */
  record Entry(Candidate candidate, long revision) implements WireMessage {}
}
