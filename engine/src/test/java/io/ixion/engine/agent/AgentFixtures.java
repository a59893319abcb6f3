package io.ixion.engine.agent;

import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.Skills;
import io.ixion.engine.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One of each command, event and state of an agent. */
public final class AgentFixtures {
  public static final Instant T0 = Instant.parse("2026-01-02T03:04:05.678Z");
  public static final TenantId TENANT = new TenantId("acme");
  public static final AgentId ANN = new AgentId("ann");
  public static final MediaType CHAT = new MediaType("chat");
  public static final MediaType EMAIL = new MediaType("email");
  public static final Duration GRACE = Duration.ofSeconds(20);
  public static final AgentProfile PROFILE =
      new AgentProfile(Skills.of(Map.of("german", 3)), Set.of("billing"), Map.of(EMAIL, 3));

  /** The attempt of what nobody asked for. */
  public static final Optional<AttemptId> NOBODY = Optional.empty();

  private AgentFixtures() {}

  static AttemptId attempt(String name) {
    return new AttemptId(name);
  }

  public static List<AgentEvent> oneOfEachEvent() {
    return List.of(
        new AgentEvent.Configured(T0, NOBODY, TENANT, ANN, PROFILE, Originator.CLIENT),
        new AgentEvent.LoggedIn(T0, NOBODY, 1, Map.of(CHAT, true), Originator.CLIENT),
        new AgentEvent.LoggedOut(T0, NOBODY, "logged-out", Originator.SYSTEM),
        new AgentEvent.BecameReady(T0, NOBODY, CHAT, Originator.CLIENT),
        new AgentEvent.BecameNotReady(T0, NOBODY, CHAT, Optional.of("lunch"), Originator.CLIENT),
        new AgentEvent.StreamOpened(T0, Originator.SYSTEM),
        new AgentEvent.StreamLost(T0, T0.plus(GRACE), Originator.SYSTEM));
  }

  /** One of each event that somebody can ask for. */
  static List<AgentEvent> oneOfEachAttempted() {
    var asked = Optional.of(attempt("attempt-1"));
    return List.of(
        new AgentEvent.Configured(T0, asked, TENANT, ANN, PROFILE, Originator.CLIENT),
        new AgentEvent.LoggedIn(T0, asked, 1, Map.of(CHAT, true), Originator.CLIENT),
        new AgentEvent.LoggedOut(T0, asked, "logged-out", Originator.CLIENT),
        new AgentEvent.BecameReady(T0, asked, CHAT, Originator.CLIENT),
        new AgentEvent.BecameNotReady(T0, asked, CHAT, Optional.of("lunch"), Originator.CLIENT));
  }

  /** Commands as a caller would send them to an agent in its first session. */
  public static List<AgentCommand> oneOfEachCommand() {
    return List.of(
        new AgentCommand.Configure(attempt("configure"), PROFILE),
        new AgentCommand.LogIn(attempt("log-in"), Map.of(CHAT, true)),
        new AgentCommand.LogOut(attempt("log-out"), Optional.empty()),
        new AgentCommand.Ready(attempt("ready"), CHAT),
        new AgentCommand.NotReady(attempt("not-ready"), CHAT, Optional.of("lunch")),
        new AgentCommand.StreamOpened(),
        new AgentCommand.StreamLost(),
        new AgentCommand.MissedOffers(CHAT),
        new AgentCommand.GraceExpired(1));
  }

  public static Agent after(AgentEvent... events) {
    Agent agent = configured();
    for (AgentEvent event : events) agent = AgentEvolution.evolve(Optional.of(agent), event);
    return agent;
  }

  public static Agent configured() {
    return AgentEvolution.evolve(Optional.empty(), oneOfEachEvent().get(0));
  }

  /** Every kind of state that a rule can tell from another. */
  public static Map<String, Optional<Agent>> states() {
    List<AgentEvent> e = oneOfEachEvent();
    AgentEvent in = e.get(1);
    AgentEvent out = e.get(2);
    AgentEvent opened = e.get(5);
    AgentEvent lost = e.get(6);
    var onlyEmail = new AgentEvent.LoggedIn(T0, NOBODY, 1, Map.of(EMAIL, true), Originator.CLIENT);
    var again = new AgentEvent.LoggedIn(T0, NOBODY, 2, Map.of(CHAT, true), Originator.CLIENT);
    var states = new LinkedHashMap<String, Optional<Agent>>();
    states.put("absent", Optional.empty());
    states.put("changed", Optional.of(after(other())));
    states.put("configured", Optional.of(configured()));
    states.put("ready", Optional.of(after(in)));
    states.put("not-ready", Optional.of(after(in, e.get(4))));
    states.put("ready-again", Optional.of(after(in, e.get(4), e.get(3))));
    states.put("other-medium", Optional.of(after(onlyEmail)));
    states.put("streamed", Optional.of(after(in, opened)));
    states.put("lost", Optional.of(after(in, opened, lost)));
    states.put("logged-out", Optional.of(after(in, opened, lost, out)));
    states.put("second", Optional.of(after(in, out, again, opened, lost)));
    return states;
  }

  private static AgentEvent other() {
    return new AgentEvent.Configured(
        T0,
        NOBODY,
        TENANT,
        ANN,
        new AgentProfile(Skills.NONE, Set.of(), Map.of()),
        Originator.CLIENT);
  }
}
