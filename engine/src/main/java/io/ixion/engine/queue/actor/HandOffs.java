package io.ixion.engine.queue.actor;

import akka.actor.typed.javadsl.ActorContext;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.routing.Match;
import java.util.Optional;

/**
 * The two questions of a hand-off: the agent is asked for a place, then the interaction is asked to
 * offer itself. Answers come back to the queue as messages.
 */
final class HandOffs {
  private final ActorContext<QueueMessage> actor;
  private final TenantId tenant;
  private final Agents agents;
  private final Interactions interactions;

  HandOffs(
      ActorContext<QueueMessage> actor, TenantId tenant, Agents agents, Interactions interactions) {
    this.actor = actor;
    this.tenant = tenant;
    this.agents = agents;
    this.interactions = interactions;
  }

  void askAgent(Match match, MediaType medium) {
    actor.pipeToSelf(
        agents.reserve(tenant, match, medium),
        (answer, failure) -> new QueueMessage.Reserved(match, Optional.ofNullable(answer)));
  }

  void askInteraction(Match match) {
    var offer = new InteractionCommand.Offer(match.placement(), match.agent());
    actor.pipeToSelf(
        interactions.command(tenant, match.interaction(), offer),
        (answer, failure) -> new QueueMessage.OfferAnswered(match, Optional.ofNullable(answer)));
  }

  void giveBack(Match match) {
    agents.cancelReservation(tenant, match.agent(), match.interaction());
  }

  /** What this queue believes of the interaction is wrong: it is asked itself. */
  void askWhereabouts(InteractionId interaction) {
    actor.pipeToSelf(
        interactions.find(tenant, interaction),
        (found, failure) -> new QueueMessage.Asked(failure == null ? found : Optional.empty()));
  }
}
