package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One work item as its events have made it. The names of the properties follow those of Interaction
 * Server.
 *
 * @param revision number of its events
 * @param profile what never changes after the submit
 * @param position where it waits, or waited last: every live interaction belongs to a queue
 * @param place who has it now
 * @param lastEnded the latest offer that ended without its interaction being stopped
 * @param avoided agents who are not to be offered it again at once
 * @param recentAttempts the last attempts that changed it, to recognise a repetition
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Interaction(
    long revision,
    Profile profile,
    boolean isOnline,
    Optional<Instant> heldAt,
    Position position,
    Place place,
    AttachedData data,
    Optional<Instant> deliveredAt,
    Optional<Instant> abandonedAt,
    Optional<EndedOffer> lastEnded,
    List<Avoided> avoided,
    List<AttemptId> recentAttempts)
    implements WireMessage {

  /** How many agents are remembered as to be avoided; the oldest is forgotten first. */
  public static final int REMEMBERED_AVOIDED = 16;

  public Interaction {
    avoided = List.copyOf(avoided);
    recentAttempts = List.copyOf(recentAttempts);
  }

  /** What never changes after the submit. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Profile(
      TenantId tenant,
      InteractionId id,
      MediaType mediaType,
      Optional<String> externalId,
      Optional<InteractionId> parentId,
      Optional<String> type,
      Optional<String> subtype,
      int priority,
      Duration waitCredit,
      Skills skills,
      Optional<Instant> receivedAt,
      Instant submittedAt,
      String fingerprint) {}

  /**
   * Its place in a queue.
   *
   * @param placedAt latest placement, refreshed by every return
   * @param movedAt first move into this queue; survives the round trip of a refused offer
   * @param placement how often it was placed or returned: the number of the next offer
   */
  public record Position(QueueId queue, Instant placedAt, Instant movedAt, int placement) {}

  /** An agent who rejected or missed an offer, and until when it is spared. */
  public record Avoided(AgentId agent, Instant until) {}

  /**
   * How an offer, or the work that came of it, ended.
   *
   * @param how rejected, expired, rescinded, released or moved
   */
  public record EndedOffer(int number, AgentId agent, String how) {}

  /** Who has the interaction. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Queued.class, name = "queued"),
    @JsonSubTypes.Type(value = Offered.class, name = "offered"),
    @JsonSubTypes.Type(value = Handling.class, name = "handling"),
    @JsonSubTypes.Type(value = Stopped.class, name = "stopped")
  })
  public sealed interface Place {}

  /** Nobody: it waits. */
  public record Queued() implements Place {}

  /** One agent is invited and has until the deadline to answer. */
  public record Offered(int number, AgentId agent, Instant offeredAt, Instant deadline)
      implements Place {}

  /**
   * One agent works on it; without a request of that agent for {@code timeout} it is taken back.
   */
  public record Handling(
      int number, AgentId agent, Instant assignedAt, Instant lastActivityAt, Duration timeout)
      implements Place {
    public Instant deadline() {
      return lastActivityAt.plus(timeout);
    }
  }

  /** It is finished; nothing follows. */
  public record Stopped(Instant at, Optional<String> reason) implements Place {}

  @JsonIgnore
  public TenantId tenant() {
    return profile.tenant();
  }

  @JsonIgnore
  public InteractionId id() {
    return profile.id();
  }

  @JsonIgnore
  public boolean isHeld() {
    return heldAt.isPresent();
  }

  /** Whether it waits for an agent: queued and not held. */
  @JsonIgnore
  public boolean isWaiting() {
    return place instanceof Queued && heldAt.isEmpty();
  }

  /** The word for its place: queued, offered, handling or stopped. */
  @JsonIgnore
  public String state() {
    if (place instanceof Queued) return "queued";
    if (place instanceof Offered) return "offered";
    return place instanceof Handling ? "handling" : "stopped";
  }

  /**
   * The instant its order in the queue counts from: moved into the queue, less the credited
   * waiting. To the millisecond, as it travels: order must not depend on who was told by whom.
   */
  @JsonIgnore
  public Instant waitingSince() {
    return position.movedAt().minus(profile.waitCredit()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** The open offer, or the one that led to the present work. */
  @JsonIgnore
  public Optional<OfferId> offerId() {
    if (place instanceof Offered offered) return Optional.of(new OfferId(id(), offered.number()));
    if (place instanceof Handling handling)
      return Optional.of(new OfferId(id(), handling.number()));
    return Optional.empty();
  }

  /** Who is offered it or works on it. */
  @JsonIgnore
  public Optional<AgentId> agent() {
    if (place instanceof Offered offered) return Optional.of(offered.agent());
    if (place instanceof Handling handling) return Optional.of(handling.agent());
    return Optional.empty();
  }

  /** The instant at which something must happen by itself. */
  @JsonIgnore
  public Optional<Instant> deadline() {
    if (place instanceof Offered offered) return Optional.of(offered.deadline());
    if (place instanceof Handling handling) return Optional.of(handling.deadline());
    return Optional.empty();
  }
}
