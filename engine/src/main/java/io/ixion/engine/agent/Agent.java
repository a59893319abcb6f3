package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.wire.WireMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An agent as its events have made it: profile and session. What it holds is not part of it: that
 * truth belongs to the interactions.
 *
 * @param revision number of its events
 * @param sessions how often it has logged in
 * @param recentAttempts the last attempts that changed it, to recognise a repetition; rows of
 *     before attempts were kept have none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Agent(
    TenantId tenant,
    AgentId id,
    long revision,
    AgentProfile profile,
    int sessions,
    Optional<Session> session,
    List<AttemptId> recentAttempts)
    implements WireMessage {
  public Agent {
    recentAttempts = recentAttempts == null ? List.of() : List.copyOf(recentAttempts);
  }

  /**
   * One login.
   *
   * @param number counts the agent's logins, from 1
   * @param media state of each medium it logged in with
   * @param streamed whether it ever opened an event stream in this session; only then its loss
   *     counts
   * @param lostUntil set while no event stream is open: when this passes, the session ends
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Session(
      int number,
      Instant loggedInAt,
      Map<MediaType, MediaState> media,
      boolean streamed,
      Optional<Instant> lostUntil) {
    public Session {
      media = Collections.unmodifiableMap(new TreeMap<>(media));
    }
  }

  /** Ready or not, since when and why. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record MediaState(boolean ready, Optional<String> reason, Instant since) {}
}
