package io.ixion.engine.agent.domain;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.Agent.MediaState;
import io.ixion.engine.agent.Agent.Session;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentEvent.BecameNotReady;
import io.ixion.engine.agent.AgentEvent.BecameReady;
import io.ixion.engine.agent.AgentEvent.Configured;
import io.ixion.engine.agent.AgentEvent.LoggedIn;
import io.ixion.engine.agent.AgentEvent.LoggedOut;
import io.ixion.engine.agent.AgentEvent.StreamLost;
import io.ixion.engine.agent.AgentEvent.StreamOpened;
import io.ixion.engine.decision.RecentAttempts;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What each stored event makes of an agent. Total: nothing here refuses a fact. */
public final class AgentEvolution {
  private AgentEvolution() {}

  public static Agent evolve(Optional<Agent> before, AgentEvent event) {
    Agent after = changed(before, event);
    return event.attempt().map(attempt -> attempted(after, attempt)).orElse(after);
  }

  private static Agent changed(Optional<Agent> before, AgentEvent event) {
    if (event instanceof Configured e) return configured(before, e);
    Agent agent =
        before.orElseThrow(
            () ->
                new IllegalStateException("the first event of an agent is not its configuration"));
    if (event instanceof LoggedIn e) return loggedIn(agent, e);
    if (event instanceof LoggedOut) return next(agent, agent.sessions(), Optional.empty());
    if (event instanceof BecameReady e)
      return medium(agent, e.medium(), new MediaState(true, Optional.empty(), e.at()));
    if (event instanceof BecameNotReady e)
      return medium(agent, e.medium(), new MediaState(false, e.reason(), e.at()));
    if (event instanceof StreamOpened) return stream(agent, Optional.empty());
    if (event instanceof StreamLost e) return stream(agent, Optional.of(e.lostUntil()));
    throw new IllegalStateException("no rule for " + event.getClass().getSimpleName());
  }

  private static Agent configured(Optional<Agent> before, Configured e) {
    return new Agent(
        e.tenant(),
        e.id(),
        before.map(Agent::revision).orElse(0L) + 1,
        e.profile(),
        before.map(Agent::sessions).orElse(0),
        before.flatMap(Agent::session),
        before.map(Agent::recentAttempts).orElse(List.of()));
  }

  private static Agent loggedIn(Agent agent, LoggedIn e) {
    Optional<Session> open = agent.session().filter(s -> s.number() == e.session());
    var media = new TreeMap<MediaType, MediaState>(open.map(Session::media).orElse(Map.of()));
    e.media()
        .forEach(
            (medium, ready) -> {
              MediaState old = media.get(medium);
              if (old == null || old.ready() != ready)
                media.put(medium, new MediaState(ready, Optional.empty(), e.at()));
            });
    Instant since = open.map(Session::loggedInAt).orElse(e.at());
    // Who logs in again is there: a session that was lost goes on, and counts as lost only when a
    // stream of its own is.
    boolean streamed = open.map(s -> s.streamed() && s.lostUntil().isEmpty()).orElse(false);
    var session = new Session(e.session(), since, media, streamed, Optional.empty());
    return next(agent, e.session(), Optional.of(session));
  }

  private static Agent medium(Agent agent, MediaType medium, MediaState state) {
    return inSession(
        agent,
        s -> {
          var media = new TreeMap<MediaType, MediaState>(s.media());
          media.put(medium, state);
          return new Session(s.number(), s.loggedInAt(), media, s.streamed(), s.lostUntil());
        });
  }

  private static Agent stream(Agent agent, Optional<Instant> lostUntil) {
    return inSession(
        agent, s -> new Session(s.number(), s.loggedInAt(), s.media(), true, lostUntil));
  }

  private static Agent inSession(Agent agent, UnaryOperator<Session> change) {
    return next(agent, agent.sessions(), agent.session().map(change));
  }

  private static Agent next(Agent agent, int sessions, Optional<Session> session) {
    return new Agent(
        agent.tenant(),
        agent.id(),
        agent.revision() + 1,
        agent.profile(),
        sessions,
        session,
        agent.recentAttempts());
  }

  private static Agent attempted(Agent agent, AttemptId attempt) {
    return new Agent(
        agent.tenant(),
        agent.id(),
        agent.revision(),
        agent.profile(),
        agent.sessions(),
        agent.session(),
        RecentAttempts.with(agent.recentAttempts(), attempt));
  }
}
