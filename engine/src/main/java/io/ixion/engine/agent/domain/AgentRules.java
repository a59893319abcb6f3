package io.ixion.engine.agent.domain;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEffect;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.Rejection;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent does with each thing that it is told: profile and session by {@link AgentDecider},
 * what it has in hand by {@link Workload}, and what follows for router, interactions and followers.
 * What it has in hand is not stored: it is lost with this object, and restored from the tables.
 * Deterministic, not thread-safe; belongs to one shell.
 */
public final class AgentRules {
  private static final String SESSION_ENDED = "session-ended";
  private static final String OVER_CAPACITY = "over-capacity";

  /** How long an accept that was allowed may take to be stored, at most. */
  private static final Duration ACCEPT = Duration.ofSeconds(10);

  /** Ended offers that the router is told of at once; it hears of older ones by its queues. */
  private static final int MOST_OVER = 100;

  private final TenantId tenant;
  private final AgentId id;
  private final AgentSettings settings;
  private final AgentDecider decider;
  private final Workload workload;
  private final Map<MediaType, Integer> missed = new HashMap<>();
  private final List<OfferId> over = new ArrayList<>();
  private long version;
  private boolean restored;
  private boolean followed;
  private Optional<AgentAvailability> told = Optional.empty();

  public AgentRules(TenantId tenant, AgentId id, AgentSettings settings, Instant now) {
    this.tenant = tenant;
    this.id = id;
    this.settings = settings;
    this.decider = new AgentDecider(settings.grace());
    this.workload = new Workload(id, now);
    this.version = now.toEpochMilli() * 1_000; // above what an earlier life has told
  }

  /** The agent is back in memory: nothing is known of what it has, and nobody follows it. */
  public Decision<AgentEvent> started(Optional<Agent> state, Instant now) {
    if (state.isEmpty()) return Decision.act(List.of());
    Decision<AgentEvent> lost =
        decider.decide(tenant, id, state, new AgentCommand.StreamLost(), now);
    return after(state, lost, List.of(new AgentEffect.ReadHoldings(true)), now);
  }

  /**
   * Somebody wants something of the agent. A lower capacity waits for accepts that are under way:
   * their interactions are asked what came of them, and whoever asks, asks again.
   */
  public Decision<AgentEvent> commanded(
      Optional<Agent> state, AgentCommand command, Condition condition, Instant now) {
    workload.forgetAccepts(now);
    if (command instanceof AgentCommand.Configure c
        && !workload.accepting(now).isEmpty()
        && state.map(agent -> isLowered(agent.profile(), c.profile())).orElse(false))
      return Decision.act(workload.accepting(now).stream().map(AgentEffect.Find::new).toList());
    return after(state, decider.decide(tenant, id, state, command, condition, now), List.of(), now);
  }

  private static boolean isLowered(AgentProfile old, AgentProfile next) {
    var media = new HashSet<>(old.capacity().keySet());
    media.addAll(next.capacity().keySet());
    return media.stream().anyMatch(medium -> next.capacityFor(medium) < old.capacityFor(medium));
  }

  /** News of an interaction that is, or was, the agent's. */
  public Decision<AgentEvent> heard(Optional<Agent> state, InteractionHeader news, Instant now) {
    if (state.isEmpty()) return Decision.act(List.of());
    Agent agent = state.get();
    int places = workload.size();
    var change = workload.heard(agent, news, now);
    var effects = new ArrayList<Effect>();
    MediaType medium = news.profile().mediaType();
    if (change instanceof Workload.OfferMade made) {
      effects.add(publish(new AgentNotice.Offered(made.offer(), made.interaction())));
      if (agent.session().isEmpty()) effects.add(giveBack(news));
    } else if (change instanceof Workload.OfferWithheld over)
      effects.add(rescind(over.offer(), OVER_CAPACITY));
    else if (change instanceof Workload.WorkTaken taken) {
      missed.remove(medium);
      effects.add(publish(new AgentNotice.Assigned(taken.offer(), taken.interaction())));
    } else if (change instanceof Workload.WorkOver over) {
      ended(over.offer());
      effects.add(publish(new AgentNotice.Taken(over.offer(), news.id(), over.reason())));
    } else if (change instanceof Workload.OfferOver over) {
      ended(over.offer());
      effects.add(publish(new AgentNotice.OfferEnded(over.offer(), news.id(), over.reason())));
      if (hasMissedTooMany(medium, over.reason()))
        return after(
            state,
            decider.decide(tenant, id, state, new AgentCommand.MissedOffers(medium), now),
            effects,
            now);
    }
    if (workload.size() < places) effects.add(available(agent));
    return Decision.act(effects);
  }

  private void ended(OfferId offer) {
    over.add(offer);
    if (over.size() > MOST_OVER) over.remove(0);
  }

  /** Missed in a row: any answer ends the row. */
  private boolean hasMissedTooMany(MediaType medium, String reason) {
    if (reason.equals("rejected")) missed.remove(medium);
    if (!reason.equals("expired") || settings.missedOffersLimit() == 0) return false;
    if (missed.merge(medium, 1, Integer::sum) < settings.missedOffersLimit()) return false;
    missed.remove(medium);
    return true;
  }

  /** A queue asks to keep a place free for an offer. */
  public Decision<AgentEvent> reserve(
      Optional<Agent> state, Match match, MediaType medium, Instant now) {
    Optional<Rejection> refused = refusal(state, match, medium, now);
    var effects = new ArrayList<Effect>(List.of(new AgentEffect.Answer(match, refused)));
    // The router believes in a place that is not there.
    if (refused.isPresent() && restored) state.ifPresent(agent -> effects.add(available(agent)));
    return Decision.act(effects);
  }

  private Optional<Rejection> refusal(
      Optional<Agent> state, Match match, MediaType medium, Instant now) {
    if (state.isEmpty())
      return Optional.of(new Rejection(RejectionCodes.UNKNOWN_AGENT, "there is no agent " + id));
    if (!restored)
      return Optional.of(
          new Rejection(RejectionCodes.AGENT_NOT_READY, "agent " + id + " is being restored"));
    var offer = new OfferId(match.interaction(), match.placement());
    return workload.reserve(state.get(), offer, medium, now.plus(settings.reservation()))
            instanceof Decision.Refused<Boolean> no
        ? Optional.of(no.why())
        : Optional.empty();
  }

  /** The offer was not made. */
  public Decision<AgentEvent> cancel(
      Optional<Agent> state, InteractionId interaction, Instant now) {
    boolean freed = workload.cancelReservation(interaction, now);
    return Decision.act(
        freed ? state.map(a -> List.of(available(a))).orElse(List.of()) : List.of());
  }

  /**
   * The agent accepts an offer. Of one that is not known its interaction is asked first. While the
   * agent is not restored there is no answer: whoever asks, asks again.
   */
  public Decision<AgentEvent> accept(Optional<Agent> state, OfferId offer, Instant now) {
    if (state.isEmpty()) // the interaction says whose offer it is
    return Decision.act(List.of(new AgentEffect.Accept(offer, false)));
    if (!restored) return Decision.act(List.of());
    if (!workload.knows(offer)) return Decision.act(List.of(new AgentEffect.LookUp(offer)));
    boolean hasPlace = workload.mayAccept(state.get(), offer, now.plus(ACCEPT));
    return Decision.act(List.of(new AgentEffect.Accept(offer, hasPlace)));
  }

  /**
   * The same, once its interaction was asked. What is not the agent's by now never was, is not yet
   * or is no more: the interaction refuses it and says why.
   */
  public Decision<AgentEvent> accept(
      Optional<Agent> state, OfferId offer, Optional<InteractionHeader> found, Instant now) {
    Decision<AgentEvent> news =
        found.isPresent() ? heard(state, found.get(), now) : Decision.act(List.of());
    boolean hasPlace =
        state.isPresent() && workload.mayAccept(state.get(), offer, now.plus(ACCEPT));
    var accept = new AgentEffect.Accept(offer, hasPlace);
    if (!(news instanceof Decision.Accepted<AgentEvent> yes)) return Decision.act(List.of(accept));
    var effects = new ArrayList<>(yes.effects());
    effects.add(accept);
    return new Decision.Accepted<>(yes.events(), effects);
  }

  /**
   * An interaction that was asked says what it is. It answers in the order of what it is told: an
   * accept that was on its way to it is decided.
   */
  public Decision<AgentEvent> found(
      Optional<Agent> state, InteractionHeader interaction, Instant now) {
    workload.isDecided(interaction);
    return heard(state, interaction, now);
  }

  /** An interaction that was asked for does not exist. */
  public void absent(InteractionId interaction) {
    workload.isAbsent(interaction);
  }

  /** Whether somebody follows the agent's events now. */
  public Decision<AgentEvent> followed(Optional<Agent> state, boolean isFollowed, Instant now) {
    followed = isFollowed;
    if (state.isEmpty()) return Decision.act(List.of());
    AgentCommand command =
        isFollowed ? new AgentCommand.StreamOpened() : new AgentCommand.StreamLost();
    return after(state, decider.decide(tenant, id, state, command, now), List.of(), now);
  }

  /** What the tables say the agent has, after a start. */
  public Decision<AgentEvent> restored(
      Optional<Agent> state, List<InteractionHeader> holdings, Instant now) {
    if (restored || state.isEmpty()) return Decision.act(List.of());
    restored = true;
    var effects = new ArrayList<Effect>();
    holdings.stream()
        .sorted(Workload.CLAIM)
        .forEach(
            one ->
                effects.addAll(((Decision.Accepted<AgentEvent>) heard(state, one, now)).effects()));
    if (state.get().session().isEmpty()) effects.addAll(sessionEnded());
    effects.add(available(state.get()));
    return Decision.act(effects);
  }

  /** The same, now and then: what the agent and the tables disagree on is asked itself. */
  public Decision<AgentEvent> compared(List<InteractionHeader> table) {
    return Decision.act(disputed(table).stream().map(AgentEffect.Find::new).toList());
  }

  private Set<InteractionId> disputed(List<InteractionHeader> table) {
    var disputed = new HashSet<InteractionId>();
    var known = new HashMap<InteractionId, Long>();
    workload.offered().forEach(i -> known.put(i.id(), i.revision()));
    workload.withheld().forEach(i -> known.put(i.id(), i.revision()));
    workload.held().forEach(i -> known.put(i.id(), i.revision()));
    for (InteractionHeader row : table) {
      Long revision = known.remove(row.id());
      if (revision == null || revision < row.revision()) disputed.add(row.id());
    }
    disputed.addAll(known.keySet());
    return disputed;
  }

  /** Time passes: what was given back and not heard is given back again, and the router is told. */
  public Decision<AgentEvent> tick(Optional<Agent> state, Instant now) {
    if (state.isEmpty() || !restored) return Decision.act(List.of());
    Agent agent = state.get();
    workload.expireReservations(now);
    workload.forgetAccepts(now);
    var effects = new ArrayList<Effect>(withinCapacity(agent));
    for (InteractionHeader work : workload.withheld())
      effects.add(rescind(work.offerId().orElseThrow(), OVER_CAPACITY));
    if (agent.session().isEmpty()) effects.addAll(sessionEnded());
    if (hasToldSomething(told) || hasToldSomething(Optional.of(availability(agent))))
      effects.add(sign(agent));
    return Decision.act(effects);
  }

  /** The router asks what the agent can take. */
  public Decision<AgentEvent> tellRouter(Optional<Agent> state) {
    return Decision.act(state.map(agent -> List.of(available(agent))).orElse(List.of()));
  }

  /** What a decision on profile or session has to be followed by. */
  private Decision<AgentEvent> after(
      Optional<Agent> before, Decision<AgentEvent> decision, List<Effect> first, Instant now) {
    if (!(decision instanceof Decision.Accepted<AgentEvent> yes) || yes.events().isEmpty())
      return first.isEmpty() ? decision : Decision.act(first);
    var events = new ArrayList<>(yes.events());
    Agent after = evolved(before, events);
    if (followed
        && decider.decide(tenant, id, Optional.of(after), new AgentCommand.StreamOpened(), now)
            instanceof Decision.Accepted<AgentEvent> opened) {
      events.addAll(opened.events());
      after = evolved(before, events);
    }
    if (before.isEmpty()) restored = true; // it is new and has nothing
    var effects = new ArrayList<>(first);
    effects.add(publish(new AgentNotice.State(after)));
    if (restored) effects.add(available(after));
    effects.addAll(withinCapacity(after));
    if (after.session().isEmpty()) effects.addAll(sessionEnded());
    return new Decision.Accepted<>(events, effects);
  }

  private static Agent evolved(Optional<Agent> before, List<AgentEvent> events) {
    Optional<Agent> after = before;
    for (AgentEvent event : events) after = Optional.of(AgentEvolution.evolve(after, event));
    return after.orElseThrow();
  }

  /** Without a session the agent keeps nothing: offers are rescinded, work is released. */
  private List<AgentEffect> sessionEnded() {
    missed.clear();
    var given = new ArrayList<AgentEffect>();
    workload.offered().forEach(offer -> given.add(giveBack(offer)));
    workload.held().forEach(work -> given.add(giveBack(work)));
    return given;
  }

  private static AgentEffect giveBack(InteractionHeader work) {
    OfferId offer = work.offerId().orElseThrow();
    if (work.place() instanceof Place.Offered) return rescind(offer, SESSION_ENDED);
    return new AgentEffect.Command(
        offer.interaction(), new InteractionCommand.Release(offer.number(), SESSION_ENDED));
  }

  private static AgentEffect rescind(OfferId offer, String reason) {
    return new AgentEffect.Command(
        offer.interaction(), new InteractionCommand.Rescind(offer.number(), reason));
  }

  /** After a change of its profile the agent may have been offered more than it has room for. */
  private List<AgentEffect> withinCapacity(Agent agent) {
    return workload.excess(agent).stream()
        .map(offer -> rescind(offer.offerId().orElseThrow(), OVER_CAPACITY))
        .toList();
  }

  private static AgentEffect publish(AgentNotice.Content content) {
    return new AgentEffect.Publish(content);
  }

  private static boolean hasToldSomething(Optional<AgentAvailability> told) {
    return told.map(a -> !a.isNothing()).orElse(false);
  }

  /** A sign of life; all of it only if something has changed. */
  private AgentEffect sign(Agent agent) {
    AgentAvailability now = availability(agent);
    boolean same = over.isEmpty() && told.map(a -> a.says(now)).orElse(false);
    return same ? new AgentEffect.Alive(version) : available(agent);
  }

  private AgentEffect available(Agent agent) {
    version++;
    told = Optional.of(availability(agent));
    over.clear();
    return new AgentEffect.Available(told.get());
  }

  private AgentAvailability availability(Agent agent) {
    var ready = new HashMap<MediaType, Integer>();
    Instant readySince = Instant.EPOCH;
    for (var medium : agent.session().map(Agent.Session::media).orElse(Map.of()).entrySet())
      if (medium.getValue().ready()) {
        ready.put(medium.getKey(), agent.profile().capacityFor(medium.getKey()));
        if (medium.getValue().since().isAfter(readySince)) readySince = medium.getValue().since();
      }
    Instant idleSince =
        workload.idleSince().isAfter(readySince) ? workload.idleSince() : readySince;
    return new AgentAvailability(
        id, version, agent.profile().skills(), ready, workload.load(), idleSince, over);
  }

  public AgentNotice.Snapshot snapshot(Agent agent) {
    return new AgentNotice.Snapshot(agent, workload.offered(), workload.held());
  }

  public boolean isRestored() {
    return restored;
  }

  /** Whether it has anything in hand. */
  public boolean isBusy() {
    return !workload.isEmpty();
  }
}
