package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.wire.WireMessage;
import java.util.Optional;

/**
 * Everything that can be asked of an interaction. A command names its attempt: by {@code attempt},
 * or by the number of the offer that it is about (see {@link io.ixion.engine.id.OfferId}); the same
 * attempt again is already done, a stale one is refused.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = InteractionCommand.Submit.class, name = "submit"),
  @JsonSubTypes.Type(value = InteractionCommand.ChangeData.class, name = "change-data"),
  @JsonSubTypes.Type(value = InteractionCommand.PlaceInQueue.class, name = "place-in-queue"),
  @JsonSubTypes.Type(value = InteractionCommand.Hold.class, name = "hold"),
  @JsonSubTypes.Type(value = InteractionCommand.Resume.class, name = "resume"),
  @JsonSubTypes.Type(value = InteractionCommand.GoOffline.class, name = "go-offline"),
  @JsonSubTypes.Type(value = InteractionCommand.Offer.class, name = "offer"),
  @JsonSubTypes.Type(value = InteractionCommand.Accept.class, name = "accept"),
  @JsonSubTypes.Type(value = InteractionCommand.Reject.class, name = "reject"),
  @JsonSubTypes.Type(value = InteractionCommand.ExpireOffer.class, name = "expire-offer"),
  @JsonSubTypes.Type(value = InteractionCommand.ExpireHandling.class, name = "expire-handling"),
  @JsonSubTypes.Type(value = InteractionCommand.Rescind.class, name = "rescind"),
  @JsonSubTypes.Type(value = InteractionCommand.Release.class, name = "release"),
  @JsonSubTypes.Type(value = InteractionCommand.Stop.class, name = "stop")
})
public sealed interface InteractionCommand extends WireMessage {
  /** What comes from outside and is done once for each attempt. */
  sealed interface Attempted extends InteractionCommand {
    AttemptId attempt();

    Originator by();
  }

  /**
   * Creates the interaction in its queue.
   *
   * @param fingerprint digest of what was asked, to tell a repetition from another request under
   *     the same id
   */
  record Submit(AttemptId attempt, String fingerprint, Submission submission)
      implements InteractionCommand {}

  /**
   * Merges a patch into the attached data.
   *
   * @param by a request of the agent who works on it starts the inactivity limit anew
   */
  record ChangeData(AttemptId attempt, Originator by, AttachedData patch) implements Attempted {}

  /** Moves it into a queue, held or not: from another queue, or from the agent who works on it. */
  record PlaceInQueue(
      AttemptId attempt, Originator by, QueueId queue, boolean held, Optional<String> reason)
      implements Attempted {}

  /** Keeps a waiting interaction from being offered. */
  record Hold(AttemptId attempt, Originator by, Optional<String> reason) implements Attempted {}

  /** Ends a hold. */
  record Resume(AttemptId attempt, Originator by) implements Attempted {}

  /** The live customer is gone (abandoned, unless somebody already works on it). */
  record GoOffline(AttemptId attempt, Originator by) implements Attempted {}

  /**
   * Offers it to one agent.
   *
   * @param queue the queue that asks for this, and hears what became of it
   */
  record Offer(int number, AgentId agent, QueueId queue) implements InteractionCommand {}

  /**
   * The agent takes the offer.
   *
   * @param by who accepts; a client that names nobody speaks for the agent of the offer
   * @param hasPlace whether the agent has room for it, as the agent says itself
   */
  record Accept(int number, Originator by, boolean hasPlace) implements InteractionCommand {
    /** By an agent who has room. */
    public Accept(int number, Originator by) {
      this(number, by, true);
    }
  }

  /** The agent declines the offer; {@code by} as in {@link Accept}. */
  record Reject(int number, Originator by, Optional<String> reason) implements InteractionCommand {}

  /** The offer's deadline has passed. */
  record ExpireOffer(int number) implements InteractionCommand {}

  /** The agent has been inactive for too long: the work returns to the queue it came from. */
  record ExpireHandling(int number) implements InteractionCommand {}

  /** The offer is taken back because its agent can no longer take it. */
  record Rescind(int number, String reason) implements InteractionCommand {}

  /**
   * The work is taken from its agent and returned to the queue it came from: agent lost or
   * inactive.
   */
  record Release(int number, String reason) implements InteractionCommand {}

  /** Ends processing for good, whoever has it. */
  record Stop(AttemptId attempt, Originator by, Optional<String> reason) implements Attempted {}
}
