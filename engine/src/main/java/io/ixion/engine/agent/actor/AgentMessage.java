package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.routing.Match;
import io.ixion.engine.shell.Asked;
import io.ixion.engine.wire.WireMessage;
import java.util.List;
import java.util.Optional;

/** What an agent's entity understands. */
sealed interface AgentMessage extends WireMessage {

  /**
   * @param question the same of every copy of it
   */
  record Decide(long question, AgentCommand command, Condition condition, ActorRef<Answer> replyTo)
      implements AgentMessage, Asked<Agent> {
    @Override
    public void answer(Outcome<Agent> outcome) {
      replyTo.tell(new Decided(outcome));
    }

    @Override
    public void notStored() {
      replyTo.tell(new NotStored());
    }
  }

  /**
   * The agent accepts an offer; the interaction answers.
   *
   * @param question the same of every copy of it
   */
  record Accept(
      long question, OfferId offer, Condition condition, ActorRef<InteractionAnswer> replyTo)
      implements AgentMessage {}

  /** What the interaction says of an offer that the agent wants to accept and does not know. */
  record LookedUp(Accept accept, Optional<InteractionHeader> found) implements AgentMessage {}

  /** What an interaction says that was asked. */
  record WorkFound(InteractionHeader interaction) implements AgentMessage {}

  record Find(ActorRef<Found> replyTo) implements AgentMessage {}

  /** Keeps a place free for an offer. */
  record Reserve(Match match, MediaType medium) implements AgentMessage {}

  record CancelReservation(InteractionId interaction) implements AgentMessage {}

  /** An interaction that is, or was, this agent's has changed. */
  record WorkChanged(InteractionHeader interaction) implements AgentMessage {}

  /** An interaction that was asked for does not exist. */
  record WorkAbsent(InteractionId interaction) implements AgentMessage {}

  /**
   * Follows the agent's notices from a position; repeated by the follower as a sign of life, and to
   * get again what was lost.
   */
  record Follow(Optional<AgentNotice.Position> after, ActorRef<AgentNotice> follower)
      implements AgentMessage {}

  record Unfollow(ActorRef<AgentNotice> follower) implements AgentMessage {}

  /** Asks to tell the router the availability. */
  record TellRouter() implements AgentMessage {}

  /** Brings the agent to life: a session may be waiting for its end. */
  record Wake() implements AgentMessage {}

  /** The agent is back in memory. */
  record Started() implements AgentMessage {}

  /** The grace time of a session is over. */
  record GraceOver(int session) implements AgentMessage {}

  record Tick() implements AgentMessage {}

  record Sweep() implements AgentMessage {}

  /** Asks the interaction table, again, what the agent has. */
  record Restore() implements AgentMessage {}

  /** What the interaction table says the agent has; empty when it could not be read. */
  record Holding(boolean known, List<InteractionHeader> interactions) implements AgentMessage {}

  /** The same, of a periodic sweep. */
  record Swept(List<InteractionHeader> interactions) implements AgentMessage {}

  /** The answer to a command. */
  sealed interface Answer extends WireMessage {}

  record Decided(Outcome<Agent> outcome) implements Answer {}

  /** The journal did not take the change. */
  record NotStored() implements Answer {}

  record Found(Optional<Agent> agent) implements WireMessage {}
}
