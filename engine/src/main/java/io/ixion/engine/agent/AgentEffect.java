package io.ixion.engine.agent;

import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.Rejection;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Match;
import java.util.Optional;

/** What follows from a decision of an agent. */
public sealed interface AgentEffect extends Effect {
  /** News for the router. */
  record Available(AgentAvailability told) implements AgentEffect {}

  /** A sign of life for the router: what it was told last still holds. */
  record Alive(long version) implements AgentEffect {}

  /** News for those who follow the agent. */
  record Publish(AgentNotice.Content content) implements AgentEffect {}

  /** The answer to a queue that asked to keep a place free. */
  record Answer(Match match, Optional<Rejection> refused) implements AgentEffect {}

  /** Gives an offer or work back; done again until the interaction has heard it. */
  record Command(InteractionId interaction, InteractionCommand command) implements AgentEffect {}

  /**
   * Passes the agent's answer to an offer on to the interaction, which answers whoever asked.
   *
   * @param hasPlace whether the agent has room for it by the rule in force
   */
  record Accept(OfferId offer, boolean hasPlace) implements AgentEffect {}

  /** Reads what the tables say the agent has. */
  record ReadHoldings(boolean first) implements AgentEffect {}

  /** Asks the interaction of an offer that is not known, and then decides on the accept. */
  record LookUp(OfferId offer) implements AgentEffect {}

  /** Asks an interaction of which the agent does not know enough. */
  record Find(InteractionId interaction) implements AgentEffect {}
}
