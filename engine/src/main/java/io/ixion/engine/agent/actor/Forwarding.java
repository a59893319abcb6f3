package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionCommand;

/** Passes a command on to an interaction, which answers the asker itself. */
@FunctionalInterface
public interface Forwarding {
  void forward(
      TenantId tenant,
      InteractionId id,
      InteractionCommand command,
      Condition condition,
      long question,
      ActorRef<InteractionAnswer> asker);
}
