package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
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

  /** The attempt that asked for it. */
  default Optional<AttemptId> attempt() {
    return Optional.empty();
  }

  record Configured(
      Instant at, Optional<AttemptId> attempt, TenantId tenant, AgentId id, AgentProfile profile)
      implements AgentEvent {
    public Configured {
      required(at, tenant, id, profile);
      attempt = orEmpty(attempt);
    }
  }

  record LoggedIn(
      Instant at, Optional<AttemptId> attempt, int session, Map<MediaType, Boolean> media)
      implements AgentEvent {
    public LoggedIn {
      required(at, media);
      attempt = orEmpty(attempt);
      if (session < 1)
        throw new IllegalArgumentException("a stored event lacks its session number");
    }
  }

  record LoggedOut(Instant at, Optional<AttemptId> attempt, String reason) implements AgentEvent {
    public LoggedOut {
      required(at, reason);
      attempt = orEmpty(attempt);
    }
  }

  record BecameReady(Instant at, Optional<AttemptId> attempt, MediaType medium)
      implements AgentEvent {
    public BecameReady {
      required(at, medium);
      attempt = orEmpty(attempt);
    }
  }

  record BecameNotReady(
      Instant at, Optional<AttemptId> attempt, MediaType medium, Optional<String> reason)
      implements AgentEvent {
    public BecameNotReady {
      required(at, medium);
      attempt = orEmpty(attempt);
      reason = orEmpty(reason);
    }
  }

  record StreamOpened(Instant at) implements AgentEvent {
    public StreamOpened {
      required(at);
    }
  }

  record StreamLost(Instant at, Instant lostUntil) implements AgentEvent {
    public StreamLost {
      required(at, lostUntil);
    }
  }

  private static <T> Optional<T> orEmpty(Optional<T> field) {
    return field == null ? Optional.empty() : field;
  }

  private static void required(Object... fields) {
    for (Object field : fields)
      Objects.requireNonNull(field, "a stored event lacks a required field");
  }
}
