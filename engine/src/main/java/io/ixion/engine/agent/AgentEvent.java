package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.kernel.AgentId;
import io.ixion.engine.kernel.MediaType;
import io.ixion.engine.kernel.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What happened to an agent, as the journal keeps it; the same promise as for interactions. */
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

  record Configured(Instant at, TenantId tenant, AgentId id, AgentProfile profile)
      implements AgentEvent {
    public Configured {
      required(at, tenant, id, profile);
    }
  }

  record LoggedIn(Instant at, int session, Map<MediaType, Boolean> media) implements AgentEvent {
    public LoggedIn {
      required(at, media);
      if (session < 1)
        throw new IllegalArgumentException("a stored event lacks its session number");
    }
  }

  record LoggedOut(Instant at, String reason) implements AgentEvent {
    public LoggedOut {
      required(at, reason);
    }
  }

  record BecameReady(Instant at, MediaType medium) implements AgentEvent {
    public BecameReady {
      required(at, medium);
    }
  }

  record BecameNotReady(Instant at, MediaType medium, Optional<String> reason)
      implements AgentEvent {
    public BecameNotReady {
      required(at, medium);
      reason = reason == null ? Optional.empty() : reason;
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

  private static void required(Object... fields) {
    for (Object field : fields)
      Objects.requireNonNull(field, "a stored event lacks a required field");
  }
}
