package io.ixion.engine.agent.domain;

import static io.ixion.engine.decision.Decision.accept;
import static io.ixion.engine.decision.Decision.alreadyDone;
import static io.ixion.engine.decision.Decision.refuse;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.Agent.Session;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentCommand.Attempted;
import io.ixion.engine.agent.AgentCommand.Configure;
import io.ixion.engine.agent.AgentCommand.GraceExpired;
import io.ixion.engine.agent.AgentCommand.LogIn;
import io.ixion.engine.agent.AgentCommand.LogOut;
import io.ixion.engine.agent.AgentCommand.MissedOffers;
import io.ixion.engine.agent.AgentCommand.NotReady;
import io.ixion.engine.agent.AgentCommand.Ready;
import io.ixion.engine.agent.AgentCommand.StreamLost;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.RecentAttempts;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every rule of an agent's profile and session. Pure; what holds already is already done. */
public final class AgentDecider {
  private final Duration grace;

  public AgentDecider(Duration grace) {
    this.grace = grace;
  }

  /** Decides a command that is to have an effect only under a condition. */
  public Decision<AgentEvent> decide(
      TenantId tenant,
      AgentId id,
      Optional<Agent> state,
      AgentCommand command,
      Condition condition,
      Instant now) {
    boolean isRepetition =
        !(command instanceof Attempted c)
            || state.isPresent() && state.get().recentAttempts().contains(c.attempt());
    return condition.judge(
        decide(tenant, id, state, command, now), state.map(Agent::revision), isRepetition);
  }

  public Decision<AgentEvent> decide(
      TenantId tenant, AgentId id, Optional<Agent> state, AgentCommand command, Instant now) {
    if (state.isEmpty() && command instanceof Configure c)
      return configure(tenant, id, state, c, now);
    if (state.isEmpty())
      return refuse(
          RejectionCodes.UNKNOWN_AGENT,
          "expected a configured agent; " + id + " does not exist: create it first");
    Agent agent = state.get();
    if (command instanceof Attempted c) {
      var before = RecentAttempts.<AgentEvent>judge(agent.recentAttempts(), c.attempt());
      if (before.isPresent()) return before.get();
    }
    if (command instanceof Configure c) return configure(tenant, id, state, c, now);
    if (command instanceof LogIn c) return logIn(agent, c, now);
    if (command instanceof LogOut c)
      return agent.session().isEmpty()
          ? alreadyDone()
          : accept(
              new AgentEvent.LoggedOut(
                  now,
                  Optional.of(c.attempt()),
                  c.reason().orElse("logged-out"),
                  Originator.CLIENT));
    if (command instanceof Ready c) return ready(agent, c, now);
    if (command instanceof NotReady c) return notReady(agent, c, now);
    if (command instanceof MissedOffers c) return missedOffers(agent, c, now);
    if (command instanceof AgentCommand.StreamOpened) return streamOpened(agent, now);
    if (command instanceof StreamLost) return streamLost(agent, now);
    if (command instanceof GraceExpired c) return graceExpired(agent, c, now);
    throw new IllegalStateException("no rule for " + command.getClass().getSimpleName());
  }

  private static Decision<AgentEvent> configure(
      TenantId tenant, AgentId id, Optional<Agent> state, Configure c, Instant now) {
    if (state.map(Agent::profile).equals(Optional.of(c.profile()))) return alreadyDone();
    return accept(
        new AgentEvent.Configured(
            now, Optional.of(c.attempt()), tenant, id, c.profile(), Originator.CLIENT));
  }

  private static Decision<AgentEvent> logIn(Agent agent, LogIn c, Instant now) {
    int session = agent.session().map(Session::number).orElse(agent.sessions() + 1);
    Set<MediaType> media =
        new HashSet<>(agent.session().map(s -> s.media().keySet()).orElse(Set.of()));
    media.addAll(c.media().keySet());
    if (media.size() > AgentProfile.MAX_MEDIA)
      return refuse(
          RejectionCodes.TOO_MANY_MEDIA,
          "expected at most "
              + AgentProfile.MAX_MEDIA
              + " media in a session; this login would make it "
              + media.size());
    boolean holds =
        agent.session().isPresent()
            && agent.session().get().lostUntil().isEmpty()
            && c.media().entrySet().stream().allMatch(asked -> holds(agent.session().get(), asked));
    return holds
        ? alreadyDone()
        : accept(
            new AgentEvent.LoggedIn(
                now, Optional.of(c.attempt()), session, c.media(), Originator.CLIENT));
  }

  private static boolean holds(Session session, Map.Entry<MediaType, Boolean> asked) {
    Agent.MediaState state = session.media().get(asked.getKey());
    return state != null && state.ready() == asked.getValue();
  }

  private static Decision<AgentEvent> ready(Agent agent, Ready c, Instant now) {
    return inMedium(
        agent,
        c.medium(),
        state ->
            state.ready()
                ? alreadyDone()
                : accept(
                    new AgentEvent.BecameReady(
                        now, Optional.of(c.attempt()), c.medium(), Originator.CLIENT)));
  }

  private static Decision<AgentEvent> notReady(Agent agent, NotReady c, Instant now) {
    return inMedium(
        agent,
        c.medium(),
        state ->
            !state.ready() && state.reason().equals(c.reason())
                ? alreadyDone()
                : accept(
                    new AgentEvent.BecameNotReady(
                        now, Optional.of(c.attempt()), c.medium(), c.reason(), Originator.CLIENT)));
  }

  private static Decision<AgentEvent> missedOffers(Agent agent, MissedOffers c, Instant now) {
    return inMedium(
        agent,
        c.medium(),
        state ->
            state.ready()
                ? accept(
                    new AgentEvent.BecameNotReady(
                        now,
                        Optional.empty(),
                        c.medium(),
                        Optional.of("missed-offers"),
                        Originator.SYSTEM))
                : alreadyDone());
  }

  private static Decision<AgentEvent> inMedium(
      Agent agent,
      MediaType medium,
      java.util.function.Function<Agent.MediaState, Decision<AgentEvent>> rule) {
    if (agent.session().isEmpty())
      return refuse(
          RejectionCodes.NOT_LOGGED_IN, "expected a session; " + agent.id() + " is not logged in");
    Agent.MediaState state = agent.session().get().media().get(medium);
    if (state == null)
      return refuse(
          RejectionCodes.MEDIUM_NOT_LOGGED_IN,
          "expected one of " + agent.session().get().media().keySet() + "; found " + medium);
    return rule.apply(state);
  }

  private static Decision<AgentEvent> streamOpened(Agent agent, Instant now) {
    boolean news =
        agent.session().map(s -> !s.streamed() || s.lostUntil().isPresent()).orElse(false);
    return news ? accept(new AgentEvent.StreamOpened(now, Originator.SYSTEM)) : alreadyDone();
  }

  private Decision<AgentEvent> streamLost(Agent agent, Instant now) {
    boolean news = agent.session().map(s -> s.streamed() && s.lostUntil().isEmpty()).orElse(false);
    return news
        ? accept(new AgentEvent.StreamLost(now, now.plus(grace), Originator.SYSTEM))
        : alreadyDone();
  }

  private static Decision<AgentEvent> graceExpired(Agent agent, GraceExpired c, Instant now) {
    Optional<Instant> until =
        agent.session().filter(s -> s.number() == c.session()).flatMap(Session::lostUntil);
    if (until.isEmpty() || now.isBefore(until.get()))
      return refuse(
          RejectionCodes.STALE_SESSION,
          "expected session " + c.session() + " to be lost for its grace time");
    return accept(
        new AgentEvent.LoggedOut(now, Optional.empty(), "connection-lost", Originator.SYSTEM));
  }
}
