package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.wire.WireMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One work item as its events have made it: a header and its attached data. Whole only with its
 * owner and with whoever shows it to people.
 *
 * @param recentAttempts the last attempts that changed it, to recognise a repetition; known to its
 *     owner alone
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Interaction(
    InteractionHeader header, AttachedData data, List<AttemptId> recentAttempts)
    implements WireMessage {
  public Interaction {
    recentAttempts = recentAttempts == null ? List.of() : List.copyOf(recentAttempts);
  }

  /** As everybody but its owner knows it. */
  public Interaction(InteractionHeader header, AttachedData data) {
    this(header, data, List.of());
  }

  @JsonIgnore
  public TenantId tenant() {
    return header.tenant();
  }

  @JsonIgnore
  public InteractionId id() {
    return header.id();
  }

  @JsonIgnore
  public long revision() {
    return header.revision();
  }

  @JsonIgnore
  public InteractionHeader.Profile profile() {
    return header.profile();
  }

  @JsonIgnore
  public InteractionHeader.Position position() {
    return header.position();
  }

  @JsonIgnore
  public Place place() {
    return header.place();
  }

  @JsonIgnore
  public boolean isHeld() {
    return header.isHeld();
  }

  @JsonIgnore
  public boolean isWaiting() {
    return header.isWaiting();
  }

  @JsonIgnore
  public String state() {
    return header.state();
  }

  @JsonIgnore
  public Optional<OfferId> offerId() {
    return header.offerId();
  }

  @JsonIgnore
  public Optional<AgentId> agent() {
    return header.agent();
  }

  @JsonIgnore
  public Optional<Instant> deadline() {
    return header.deadline();
  }
}
