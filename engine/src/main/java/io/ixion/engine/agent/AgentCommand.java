package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.wire.WireMessage;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be asked of an agent; each is idempotent: what already holds is already done.
 * What comes from outside names its attempt, so that it may be asked twice and late: the second
 * copy of a "ready" does not undo the "not ready" that came in between. That holds for good of an
 * attempt that had an effect, and within one life of the owner ({@link
 * io.ixion.engine.decision.AnsweredQuestions}) of one that had none.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentCommand.Configure.class, name = "configure"),
  @JsonSubTypes.Type(value = AgentCommand.LogIn.class, name = "log-in"),
  @JsonSubTypes.Type(value = AgentCommand.LogOut.class, name = "log-out"),
  @JsonSubTypes.Type(value = AgentCommand.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = AgentCommand.NotReady.class, name = "not-ready"),
  @JsonSubTypes.Type(value = AgentCommand.StreamOpened.class, name = "stream-opened"),
  @JsonSubTypes.Type(value = AgentCommand.StreamLost.class, name = "stream-lost"),
  @JsonSubTypes.Type(value = AgentCommand.MissedOffers.class, name = "missed-offers"),
  @JsonSubTypes.Type(value = AgentCommand.GraceExpired.class, name = "grace-expired")
})
public sealed interface AgentCommand extends WireMessage {
  /** What comes from outside and is done once for each attempt. */
  sealed interface Attempted extends AgentCommand {
    AttemptId attempt();
  }

  /** Creates the agent or replaces its profile. */
  record Configure(AttemptId attempt, AgentProfile profile) implements Attempted {}

  /** Opens a session with these media, each ready at once or not; adds media to an open session. */
  record LogIn(AttemptId attempt, Map<MediaType, Boolean> media) implements Attempted {}

  /** Ends the session; offers are rescinded and work is released. */
  record LogOut(AttemptId attempt, Optional<String> reason) implements Attempted {}

  /** Takes interactions of this medium from now on. */
  record Ready(AttemptId attempt, MediaType medium) implements Attempted {}

  /** Takes no more interactions of this medium. */
  record NotReady(AttemptId attempt, MediaType medium, Optional<String> reason)
      implements Attempted {}

  /** An event stream is open. */
  record StreamOpened() implements AgentCommand {}

  /** The last event stream is gone; the grace time starts. */
  record StreamLost() implements AgentCommand {}

  /** The agent has missed too many offers of this medium in a row. */
  record MissedOffers(MediaType medium) implements AgentCommand {}

  /** The grace time of this session has passed without a stream. */
  record GraceExpired(int session) implements AgentCommand {}
}
