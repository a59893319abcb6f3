package io.ixion.engine.interaction;

import java.util.Optional;

/**
 * Hears of every stored change, once, right after it is durable and on a best-effort basis: what is
 * missed here is healed by sweeps against the interaction table. Must not block.
 */
@FunctionalInterface
public interface InteractionListener {
  void changed(Optional<InteractionHeader> before, InteractionHeader after, InteractionEvent event);

  /**
   * Hears, when an interaction is recovered, of its last change if that is recent: whoever stored
   * it may have died before it could tell. So it may have been told already.
   */
  default void changedBefore(
      Optional<InteractionHeader> before, InteractionHeader after, InteractionEvent event) {}
}
