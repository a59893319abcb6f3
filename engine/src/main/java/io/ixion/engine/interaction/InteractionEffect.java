package io.ixion.engine.interaction;

import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.QueueId;
import java.util.Optional;

/** What follows from a decision of an interaction. */
public sealed interface InteractionEffect extends Effect {
  /**
   * News for its queue and for the agent who has, or had, it; also of a change that does not move
   * it.
   *
   * @param before empty if it is new, or if what it was is not known any more
   */
  record Changed(Optional<InteractionHeader> before, InteractionHeader after)
      implements InteractionEffect {}

  /** The answer to a queue that asked for an offer which was not made now: how it is. */
  record Answer(QueueId queue, int number, InteractionHeader now) implements InteractionEffect {}
}
