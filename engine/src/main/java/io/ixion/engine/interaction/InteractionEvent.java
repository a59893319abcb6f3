package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened to an interaction, as the journal keeps it. The names and fields are a promise:
 * fields are only added, with a default; every released event has a frozen sample in the tests.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = InteractionEvent.Submitted.class, name = "submitted"),
  @JsonSubTypes.Type(value = InteractionEvent.DataChanged.class, name = "data-changed"),
  @JsonSubTypes.Type(value = InteractionEvent.PlacedInQueue.class, name = "placed-in-queue"),
  @JsonSubTypes.Type(value = InteractionEvent.Held.class, name = "held"),
  @JsonSubTypes.Type(value = InteractionEvent.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = InteractionEvent.WentOffline.class, name = "went-offline"),
  @JsonSubTypes.Type(value = InteractionEvent.Offered.class, name = "offered"),
  @JsonSubTypes.Type(value = InteractionEvent.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = InteractionEvent.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = InteractionEvent.OfferExpired.class, name = "offer-expired"),
  @JsonSubTypes.Type(value = InteractionEvent.Rescinded.class, name = "rescinded"),
  @JsonSubTypes.Type(value = InteractionEvent.Released.class, name = "released"),
  @JsonSubTypes.Type(value = InteractionEvent.Stopped.class, name = "stopped")
})
public sealed interface InteractionEvent {
  Instant at();

  /**
   * Who did it. Events of the first edition name an agent, or nobody: then it is who it must have
   * been.
   */
  Originator by();

  record Submitted(
      Instant at,
      AttemptId attempt,
      String fingerprint,
      TenantId tenant,
      InteractionId id,
      QueueId queue,
      MediaType mediaType,
      Optional<String> externalId,
      Optional<InteractionId> parentId,
      Optional<String> interactionType,
      Optional<String> subtype,
      boolean isOnline,
      boolean isHeld,
      int priority,
      Optional<Instant> receivedAt,
      Duration waitCredit,
      Skills skills,
      AttachedData data,
      Originator by)
      implements InteractionEvent {
    public Submitted {
      required(at, attempt, fingerprint, tenant, id, queue, mediaType);
      externalId = orEmpty(externalId);
      parentId = orEmpty(parentId);
      interactionType = orEmpty(interactionType);
      subtype = orEmpty(subtype);
      receivedAt = orEmpty(receivedAt);
      waitCredit = waitCredit == null ? Duration.ZERO : waitCredit;
      skills = skills == null ? Skills.NONE : skills;
      data = data == null ? AttachedData.EMPTY : data;
      by = by == null ? Originator.CLIENT : by;
    }
  }

  record DataChanged(Instant at, AttemptId attempt, Originator by, AttachedData patch)
      implements InteractionEvent {
    public DataChanged {
      required(at, attempt, patch);
      by = by == null ? Originator.CLIENT : by;
    }
  }

  /** Placed on request; a return after a refused offer is the event that ended the offer. */
  record PlacedInQueue(
      Instant at,
      AttemptId attempt,
      Originator by,
      QueueId queue,
      boolean isHeld,
      Optional<String> reason)
      implements InteractionEvent {
    public PlacedInQueue {
      required(at, attempt, queue);
      by = by == null ? Originator.CLIENT : by;
      reason = orEmpty(reason);
    }
  }

  record Held(Instant at, AttemptId attempt, Optional<String> reason, Originator by)
      implements InteractionEvent {
    public Held {
      required(at, attempt);
      by = by == null ? Originator.CLIENT : by;
      reason = orEmpty(reason);
    }
  }

  record Resumed(Instant at, AttemptId attempt, Originator by) implements InteractionEvent {
    public Resumed {
      required(at, attempt);
      by = by == null ? Originator.CLIENT : by;
    }
  }

  /** Abandoned is true when nobody worked on it as the customer left. */
  record WentOffline(Instant at, AttemptId attempt, boolean abandoned, Originator by)
      implements InteractionEvent {
    public WentOffline {
      required(at, attempt);
      by = by == null ? Originator.CLIENT : by;
    }
  }

  record Offered(Instant at, int number, AgentId agent, Instant deadline, Originator by)
      implements InteractionEvent {
    public Offered {
      required(at, agent, deadline);
      by = by == null ? Originator.ROUTER : by;
      positive(number);
    }
  }

  /**
   * Carries the inactivity limit looked up at this moment: a later change of the setting does not
   * touch it.
   */
  record Accepted(Instant at, int number, AgentId agent, Duration handlingTimeout, Originator by)
      implements InteractionEvent {
    public Accepted {
      required(at, agent, handlingTimeout);
      by = by == null ? Originator.agent(agent) : by;
      positive(number);
    }
  }

  record Rejected(
      Instant at,
      int number,
      AgentId agent,
      Instant avoidUntil,
      Optional<String> reason,
      Originator by)
      implements InteractionEvent {
    public Rejected {
      required(at, agent, avoidUntil);
      by = by == null ? Originator.agent(agent) : by;
      positive(number);
      reason = orEmpty(reason);
    }
  }

  record OfferExpired(Instant at, int number, AgentId agent, Instant avoidUntil, Originator by)
      implements InteractionEvent {
    public OfferExpired {
      required(at, agent, avoidUntil);
      by = by == null ? Originator.SYSTEM : by;
      positive(number);
    }
  }

  record Rescinded(Instant at, int number, AgentId agent, String reason, Originator by)
      implements InteractionEvent {
    public Rescinded {
      required(at, agent, reason);
      by = by == null ? Originator.SYSTEM : by;
      positive(number);
    }
  }

  record Released(Instant at, int number, AgentId agent, String reason, Originator by)
      implements InteractionEvent {
    public Released {
      required(at, agent, reason);
      by = by == null ? Originator.SYSTEM : by;
      positive(number);
    }
  }

  record Stopped(Instant at, AttemptId attempt, Originator by, Optional<String> reason)
      implements InteractionEvent {
    public Stopped {
      required(at, attempt);
      by = by == null ? Originator.CLIENT : by;
      reason = orEmpty(reason);
    }
  }

  private static void required(Object... fields) {
    for (Object field : fields)
      Objects.requireNonNull(field, "a stored event lacks a required field");
  }

  private static void positive(int number) {
    if (number < 1) throw new IllegalArgumentException("a stored event lacks its offer number");
  }

  private static <T> Optional<T> orEmpty(Optional<T> value) {
    return value == null ? Optional.empty() : value;
  }
}
