package io.ixion.engine.agent;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.routing.Match;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The way to every agent. A stage fails with {@link io.ixion.engine.decision.Unavailable} when the
 * owner does not answer.
 */
public interface Agents {
  /**
   * Decides and stores one command; the value is the agent after it. It is asked again while there
   * is no answer, so only commands of outside are sent here: they name their attempt.
   */
  default CompletionStage<Outcome<Agent>> command(
      TenantId tenant, AgentId id, AgentCommand command) {
    return command(tenant, id, command, Condition.NONE);
  }

  /** The same, if the condition holds of the agent then; else it is refused. */
  CompletionStage<Outcome<Agent>> command(
      TenantId tenant, AgentId id, AgentCommand command, Condition condition);

  /** The agent as its owner has it, empty if it was never configured. */
  CompletionStage<Optional<Agent>> find(TenantId tenant, AgentId id);

  /**
   * The agent accepts an offer, if there is room by the capacity in force; the value is the
   * interaction after it.
   */
  CompletionStage<Outcome<Interaction>> accept(
      TenantId tenant, AgentId id, OfferId offer, Condition condition);

  /**
   * Asks the agent to keep a place free for one offer, for a short time; the agent decides whether
   * it has one, and tells the queue of the match.
   */
  void reserve(TenantId tenant, Match match, MediaType medium);

  /** Gives a reservation back because the offer was not made. */
  void cancelReservation(TenantId tenant, AgentId id, InteractionId interaction);

  /**
   * Follows the agent's events.
   *
   * @param after the last position the caller has seen, to resume there
   * @param sink called in order, never concurrently; must not block
   * @return ends the subscription when closed
   */
  AutoCloseable follow(
      TenantId tenant,
      AgentId id,
      Optional<AgentNotice.Position> after,
      Consumer<FollowedNotice> sink);
}
