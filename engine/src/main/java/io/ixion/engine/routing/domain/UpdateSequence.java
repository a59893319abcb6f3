package io.ixion.engine.routing.domain;

import io.ixion.engine.id.QueueId;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices whether something of a queue's tellings is missing. After a gap the queue counts as
 * incomplete until it has told everything, however many messages that takes to arrive.
 */
public final class UpdateSequence {
  /**
   * Where a message stands.
   *
   * @param part counted from 0, as a long telling travels in several messages
   * @param whole the telling is all that the queue has
   */
  public record Place(long sequence, int part, int parts, boolean whole) {}

  /** What to do with a message. */
  public enum Verdict {
    /** In order. */
    APPLY,
    /** Newer than what is missing: true all the same. */
    APPLY_AND_ASK,
    /** Older than what is known, or from a queue that has started anew. */
    ASK
  }

  private record State(long sequence, int part, int parts, boolean complete) {
    boolean isFollowedBy(Place next) {
      if (next.part > 0) return next.sequence == sequence && next.part == part + 1;
      return next.sequence == sequence + 1 && part == parts - 1;
    }
  }

  private static final State NOTHING = new State(Long.MIN_VALUE, 0, 1, false);

  private final Map<QueueId, State> queues = new HashMap<>();

  public Verdict judge(QueueId queue, Place place) {
    State state = queues.getOrDefault(queue, NOTHING);
    boolean beginsAnew = place.whole && place.part == 0;
    if (beginsAnew || (state.complete && state.isFollowedBy(place))) {
      queues.put(queue, new State(place.sequence, place.part, place.parts, true));
      return Verdict.APPLY;
    }
    if (place.sequence < state.sequence) return Verdict.ASK;
    boolean seen = place.sequence == state.sequence && place.part <= state.part;
    if (seen) return Verdict.ASK;
    queues.put(queue, new State(state.sequence, state.part, state.parts, false));
    return Verdict.APPLY_AND_ASK;
  }
}
