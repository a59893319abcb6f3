package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened to an agent, as the journal keeps it; the same promise as for interactions. The
 * attempt is absent where a deadline or a stream was the cause, and in journals of before attempts
 * were kept.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentEvent.Configured.class, name = "agent-configured"),
  @JsonSubTypes.Type(value = AgentEvent.LoggedIn.class, name = "agent-logged-in"),
  @JsonSubTypes.Type(value = AgentEvent.LoggedOut.class, name = "agent-logged-out"),
  @JsonSubTypes.Type(value = AgentEvent.BecameReady.class, name = "agent-ready"),
  @JsonSubTypes.Type(value = AgentEvent.BecameNotReady.class, name = "agent-not-ready"),
  @JsonSubTypes.Type(value = AgentEvent.StreamOpened.class, name = "agent-stream-opened"),
  @JsonSubTypes.Type(value = AgentEvent.StreamLost.class, name = "agent-stream-lost")
})
public sealed interface AgentEvent {
  Instant at();

  /** Who did it; in events of the first edition, who it must have been. */
  Originator by();

  /** The attempt that asked for it. */
  default Optional<AttemptId> attempt() {
    return Optional.empty();
  }

  record Configured(
      Instant at,
      Optional<AttemptId> attempt,
      TenantId tenant,
      AgentId id,
      AgentProfile profile,
      Originator by)
      implements AgentEvent {
    public Configured {
      required(at, tenant, id, profile);
      attempt = orEmpty(attempt);
      by = by == null ? Originator.CLIENT : by;
    }
  }

  record LoggedIn(
      Instant at,
      Optional<AttemptId> attempt,
      int session,
      Map<MediaType, Boolean> media,
      Originator by)
      implements AgentEvent {
    public LoggedIn {
      required(at, media);
      attempt = orEmpty(attempt);
      by = by == null ? Originator.CLIENT : by;
      if (session < 1)
        throw new IllegalArgumentException("a stored event lacks its session number");
    }
  }

  record LoggedOut(Instant at, Optional<AttemptId> attempt, String reason, Originator by)
      implements AgentEvent {
    public LoggedOut {
      required(at, reason);
      attempt = orEmpty(attempt);
      by = by == null ? askedOrNot(attempt) : by;
    }
  }

  record BecameReady(Instant at, Optional<AttemptId> attempt, MediaType medium, Originator by)
      implements AgentEvent {
    public BecameReady {
      required(at, medium);
      attempt = orEmpty(attempt);
      by = by == null ? Originator.CLIENT : by;
    }
  }

  record BecameNotReady(
      Instant at,
      Optional<AttemptId> attempt,
      MediaType medium,
      Optional<String> reason,
      Originator by)
      implements AgentEvent {
    public BecameNotReady {
      required(at, medium);
      attempt = orEmpty(attempt);
      by = by == null ? Originator.CLIENT : by;
      reason = orEmpty(reason);
    }
  }

  record StreamOpened(Instant at, Originator by) implements AgentEvent {
    public StreamOpened {
      required(at);
      by = by == null ? Originator.SYSTEM : by;
    }
  }

  record StreamLost(Instant at, Instant lostUntil, Originator by) implements AgentEvent {
    public StreamLost {
      required(at, lostUntil);
      by = by == null ? Originator.SYSTEM : by;
    }
  }

  /** What a deadline caused has no attempt. */
  private static Originator askedOrNot(Optional<AttemptId> attempt) {
    return attempt.isPresent() ? Originator.CLIENT : Originator.SYSTEM;
  }

  private static <T> Optional<T> orEmpty(Optional<T> field) {
    return field == null ? Optional.empty() : field;
  }

  private static void required(Object... fields) {
    for (Object field : fields)
      Objects.requireNonNull(field, "a stored event lacks a required field");
  }
}
