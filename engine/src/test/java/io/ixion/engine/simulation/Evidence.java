package io.ixion.engine.simulation;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import io.ixion.judge.AgentCondition;
import io.ixion.judge.AgentsOverTime;
import io.ixion.judge.Circumstances;
import io.ixion.judge.EndState;
import io.ixion.judge.Fact;
import io.ixion.judge.Finding;
import io.ixion.judge.History;
import io.ixion.judge.InteractionLife;
import io.ixion.judge.Invariant;
import io.ixion.judge.Need;
import io.ixion.judge.Span;
import io.ixion.judge.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings what happened in a simulated cluster before the judge. */
final class Evidence {
  /**
   * A hand-off that was decided takes some messages, and what waits beyond a front is read when the
   * front runs low, if need be again after 200 ms: nothing less than that is an order.
   */
  private static final Duration HAND_OFF = Duration.ofMillis(300);

  /** An owner that restarts is told everything within this. */
  private static final Duration BACK = Duration.ofSeconds(8);

  private static final List<MediaType> MEDIA = List.of(Clients.CHAT, Clients.EMAIL);
  private final Cluster cluster;
  private final List<AgentCondition> conditions = new ArrayList<>();
  private final List<Testimony> clients = new ArrayList<>();
  private final List<Span> restarts = new ArrayList<>();
  private final List<Span> absences = new ArrayList<>();
  private final List<Finding> seen = new ArrayList<>();
  private Instant well = Instant.MAX;
  private long mostInQueue;
  private long mostAtRouter;

  Evidence(Cluster cluster) {
    this.cluster = cluster;
  }

  void agentChanged(Agent agent, Instant at) {
    var ready = new HashSet<String>();
    agent
        .session()
        .ifPresent(
            session ->
                session
                    .media()
                    .forEach(
                        (medium, state) -> {
                          if (state.ready()) ready.add(medium.value());
                        }));
    var capacity = new HashMap<String, Integer>();
    MEDIA.forEach(medium -> capacity.put(medium.value(), agent.profile().capacityFor(medium)));
    conditions.add(
        new AgentCondition(
            agent.id().value(), at, levels(agent.profile().skills()), ready, capacity));
  }

  void answered(Testimony.Act act, String agent, int offer, Interaction shown) {
    clients.add(
        new Testimony(
            cluster.network.now(),
            shown.tenant().value(),
            "clients",
            Testimony.Kind.ANSWERED,
            act,
            shown.id().value(),
            act + shown.id().value(),
            agent,
            offer,
            shown.revision()));
  }

  void isWellFrom(Instant at) {
    well = at;
  }

  /**
   * An owner restarts.
   *
   * @param mayBePassed a hand-off dies with its queue or agent, and is proposed again a second
   *     later; with the router it does not
   */
  void isOutOfReach(Instant from, boolean mayBePassed) {
    (mayBePassed ? absences : restarts).add(new Span(from, from.plus(BACK)));
  }

  /** After every step: what is kept in memory. */
  void measure() {
    for (var queue : cluster.queues.values()) mostInQueue = Math.max(mostInQueue, queue.inMemory());
    mostAtRouter = Math.max(mostAtRouter, cluster.router.sizes().waiting());
  }

  /** All that happened. Owners that restart may let somebody wait beside a free agent. */
  History history() {
    see();
    return history(restarts, lives(), Optional.of(end()));
  }

  /** The same for the order alone, which holds also while owners restart. */
  History ofOrder() {
    return history(List.of(), lives(), Optional.empty());
  }

  private History history(List<Span> excused, List<InteractionLife> lives, Optional<EndState> end) {
    var unsettled = new ArrayList<>(List.of(new Span(Instant.MIN, well)));
    unsettled.addAll(absences);
    unsettled.addAll(excused);
    return new History(
        lives,
        Optional.of(clients),
        Optional.of(AgentsOverTime.recorded(conditions)),
        end,
        new Circumstances(HAND_OFF, Duration.ZERO, unsettled, measures(), seen));
  }

  /** What cannot be told of afterwards. */
  private void see() {
    if (cluster.router.overlooked() > 0)
      seen.add(
          new Finding(
              Invariant.NOTHING_STUCK, "router", "a pair that only the router's sweep found"));
    cluster.queues.forEach(
        (id, queue) -> {
          for (Candidate one : queue.front()) {
            InteractionHeader really = cluster.interactions.states.get(one.id()).header();
            if (!really.isWaiting() || !really.position().queue().equals(id))
              seen.add(
                  new Finding(
                      Invariant.AGREEMENT, id.value(), "it believes that " + one + " waits"));
          }
        });
  }

  private List<Circumstances.Measure> measures() {
    int queues = cluster.queues.size();
    return List.of(
        new Circumstances.Measure(
            "interactions and calls in a queue's memory",
            mostInQueue,
            Deciders.MOST_IN_MEMORY + cluster.agents.size() * 4L),
        new Circumstances.Measure(
            "interactions in the router's memory",
            mostAtRouter,
            queues * (long) Deciders.MOST_IN_MEMORY * 2),
        new Circumstances.Measure(
            "agents whom the router knows after all have gone home",
            cluster.router.sizes().agents(),
            0));
  }

  private List<InteractionLife> lives() {
    return cluster.interactions.journals.entrySet().stream()
        .map(e -> life(e.getKey(), e.getValue()))
        .toList();
  }

  private static InteractionLife life(InteractionId id, List<InteractionEvent> events) {
    var facts = new ArrayList<Fact>();
    for (InteractionEvent event : events) facts.add(fact(facts.size() + 1, event));
    return new InteractionLife(InteractionOwners.TENANT.value(), id.value(), facts);
  }

  private static Fact fact(long sequence, InteractionEvent event) {
    Fact fact = Fact.of(sequence, kind(event), event.at());
    if (event instanceof InteractionEvent.Submitted e)
      return fact.withAttempt(e.attempt().value())
          .inQueue(e.queue().value(), e.isHeld())
          .needing(need(e));
    if (event instanceof InteractionEvent.PlacedInQueue e)
      return fact.withAttempt(e.attempt().value()).inQueue(e.queue().value(), e.isHeld());
    if (event instanceof InteractionEvent.Offered e)
      return fact.withOffer(e.number(), e.agent().value());
    if (event instanceof InteractionEvent.Accepted e)
      return fact.withOffer(e.number(), e.agent().value());
    if (event instanceof InteractionEvent.Rejected e)
      return fact.withOffer(e.number(), e.agent().value()).avoidingUntil(e.avoidUntil());
    if (event instanceof InteractionEvent.OfferExpired e)
      return fact.withOffer(e.number(), e.agent().value()).avoidingUntil(e.avoidUntil());
    if (event instanceof InteractionEvent.Rescinded e)
      return fact.withOffer(e.number(), e.agent().value());
    if (event instanceof InteractionEvent.Released e)
      return fact.withOffer(e.number(), e.agent().value());
    return attempted(fact, event);
  }

  private static Fact attempted(Fact fact, InteractionEvent event) {
    if (event instanceof InteractionEvent.DataChanged e)
      return fact.withAttempt(e.attempt().value());
    if (event instanceof InteractionEvent.Held e) return fact.withAttempt(e.attempt().value());
    if (event instanceof InteractionEvent.Resumed e) return fact.withAttempt(e.attempt().value());
    if (event instanceof InteractionEvent.WentOffline e)
      return fact.withAttempt(e.attempt().value());
    if (event instanceof InteractionEvent.Stopped e) return fact.withAttempt(e.attempt().value());
    throw new AssertionError("the judge knows no " + event);
  }

  /** The journal's word for an event, made of the name of its class. */
  private static Fact.Kind kind(InteractionEvent event) {
    return Fact.Kind.of(
        event.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase());
  }

  private static Need need(InteractionEvent.Submitted e) {
    return new Need(
        new Requirement(e.mediaType(), e.skills()).key(),
        e.mediaType().value(),
        levels(e.skills()),
        e.priority(),
        e.at().minus(e.waitCredit()));
  }

  private static Map<String, Integer> levels(Skills skills) {
    return skills.levels().entrySet().stream()
        .collect(Collectors.toMap(s -> s.getKey().value(), Map.Entry::getValue));
  }

  private EndState end() {
    var queues = new TreeMap<String, EndState.QueueCount>();
    cluster.queues.forEach(
        (id, queue) -> {
          QueueStatus status = queue.status();
          queues.put(id.value(), new EndState.QueueCount(status.waiting(), status.handingOff()));
        });
    var holdings = new TreeMap<String, Set<String>>();
    cluster.agents.forEach((id, agent) -> holdings.put(id.value(), ids(agent)));
    return new EndState(
        List.of(
            shown("the table", cluster.interactions.table),
            shown("the owners", cluster.interactions.states)),
        Optional.of(queues),
        Optional.of(holdings),
        reasons());
  }

  private static Set<String> ids(AgentOwner agent) {
    return Stream.concat(agent.has().offered().stream(), agent.has().held().stream())
        .map(header -> header.id().value())
        .collect(Collectors.toSet());
  }

  private static EndState.Shown shown(String who, Map<InteractionId, Interaction> states) {
    var views = new TreeMap<String, EndState.View>();
    states.forEach(
        (id, one) ->
            views.put(
                id.value(),
                new EndState.View(
                    one.state(),
                    one.revision(),
                    Optional.of(Integer.toString(one.data().hashCode())))));
    return new EndState.Shown(who, InteractionOwners.TENANT.value(), views);
  }

  /** Nobody has some skills: those who ask for them may wait for ever. */
  private Map<String, EndState.Reason> reasons() {
    var reasons = new HashMap<String, EndState.Reason>();
    for (Interaction one : cluster.interactions.states.values())
      if (cluster.agents.values().stream().noneMatch(agent -> isEligible(agent, one.header())))
        reasons.put(one.id().value(), EndState.Reason.NOBODY_ELIGIBLE);
    return reasons;
  }

  private static boolean isEligible(AgentOwner agent, InteractionHeader header) {
    return agent.state().profile().skills().cover(header.profile().skills());
  }
}
