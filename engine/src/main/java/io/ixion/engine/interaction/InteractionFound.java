package io.ixion.engine.interaction;

import io.ixion.engine.wire.WireMessage;
import java.util.Optional;

/**
 * An interaction as its owner has it; empty if it was never submitted.
 *
 * @param data if it was asked for
 */
public record InteractionFound(Optional<InteractionHeader> header, Optional<AttachedData> data)
    implements WireMessage {
  /** Header and data together, if both are there. */
  public Optional<Interaction> whole() {
    return header.flatMap(h -> data.map(d -> new Interaction(h, d)));
  }
}
