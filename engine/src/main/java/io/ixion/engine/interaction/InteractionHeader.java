package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ixion.engine.id.AgentId;
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
 * All of an interaction but its attached data: what travels between queues, agents and the router.
 * The names of the properties follow those of Interaction Server.
 *
 * @param revision number of its events
 * @param profile what never changes after the submit
 * @param priority 0 to 1,000,000; higher goes first
 * @param position where it waits, or waited last: every live interaction belongs to a queue
 * @param place who has it now
 * @param lastEnded the latest offer that ended without its interaction being stopped
 * @param avoided agents who are not to be offered it again at once
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InteractionHeader(
    long revision,
    Profile profile,
    @JsonProperty(required = true) int priority,
    boolean isOnline,
    Optional<Instant> heldAt,
    Position position,
    Place place,
    Optional<Instant> deliveredAt,
    Optional<Instant> abandonedAt,
    Optional<EndedOffer> lastEnded,
    List<Avoided> avoided)
    implements WireMessage {
  /** How many agents are remembered as to be avoided; the oldest is forgotten first. */
  public static final int REMEMBERED_AVOIDED = 16;

  public InteractionHeader {
    avoided = List.copyOf(avoided);
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
    return place instanceof Place.Queued && heldAt.isEmpty();
  }

  /** The word for its place. */
  @JsonIgnore
  public String state() {
    return place.text();
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
    return party().map(party -> new OfferId(id(), party.number()));
  }

  /** Who is offered it or works on it. */
  @JsonIgnore
  public Optional<AgentId> agent() {
    return party().map(Place.Party::agent);
  }

  private Optional<Place.Party> party() {
    return place.parties().stream().findFirst();
  }

  /** The first instant at which something must happen by itself. */
  @JsonIgnore
  public Optional<Instant> deadline() {
    return place.deadlines().values().stream().min(Instant::compareTo);
  }
}
