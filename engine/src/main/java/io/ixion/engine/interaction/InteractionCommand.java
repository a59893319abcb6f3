package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
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
   * @param by the agent on whose behalf, if any: a request of its agent resets the inactivity timer
   */
  record ChangeData(AttemptId attempt, Optional<AgentId> by, AttachedData patch)
      implements InteractionCommand {}

  /** Moves it into a queue, held or not: from another queue, or from the agent who works on it. */
  record PlaceInQueue(
      AttemptId attempt, Optional<AgentId> by, QueueId queue, boolean held, Optional<String> reason)
      implements InteractionCommand {}

  /** Keeps a waiting interaction from being offered. */
  record Hold(AttemptId attempt, Optional<String> reason) implements InteractionCommand {}

  /** Ends a hold. */
  record Resume(AttemptId attempt) implements InteractionCommand {}

  /** The live customer is gone (abandoned, unless somebody already works on it). */
  record GoOffline(AttemptId attempt) implements InteractionCommand {}

  /** Offers it to one agent; the queue asks for this. */
  record Offer(int number, AgentId agent) implements InteractionCommand {}

  /** The agent takes the offer. */
  record Accept(int number) implements InteractionCommand {}

  /** The agent declines the offer. */
  record Reject(int number, Optional<String> reason) implements InteractionCommand {}

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
  record Stop(AttemptId attempt, Optional<AgentId> by, Optional<String> reason)
      implements InteractionCommand {}
}
