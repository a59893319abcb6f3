package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionFound;

/** Asks an interaction for itself with its attached data; it may be asked twice. */
@FunctionalInterface
public interface DataReading {
  void read(TenantId tenant, InteractionId id, ActorRef<InteractionFound> to);
}
