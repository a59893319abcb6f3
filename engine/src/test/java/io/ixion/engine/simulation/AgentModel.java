package io.ixion.engine.simulation;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.domain.AgentDecider;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.agent.domain.Workload;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.routing.AgentAvailability;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an agent's shell does, over a simulated network and table. */
final class AgentModel {
  private static final Duration RESERVATION = Duration.ofSeconds(10);
  private static final int MISSED_OFFERS_LIMIT = 2;

  private final AgentId id;
  private final Network network;
  private final World world;
  private final AgentDecider decider = new AgentDecider(Duration.ofSeconds(5));
  private final Map<MediaType, Integer> missed = new HashMap<>();
  private final Set<AttemptId> effects = new HashSet<>();
  private Agent agent; // the journal's: it outlives the crash
  private Workload workload;
  private long version;
  private boolean restored;
  private boolean toldReady;
  private int life;

  AgentModel(AgentId id, AgentProfile profile, Network network, World world) {
    this.id = id;
    this.network = network;
    this.world = world;
    decide(Optional.empty(), new AgentCommand.Configure(world.clients.attempt(), profile));
    crash();
    network.every(Duration.ofSeconds(2), this::tick);
    network.every(Duration.ofSeconds(15), this::sweep);
  }

  void crash() {
    life++;
    workload = new Workload(id, network.now());
    version = network.now().toEpochMilli() * 1_000;
    missed.clear();
    restored = false;
    int born = life;
    world.interactions.caughtUp(
        () -> {
          if (life == born) restored();
        });
  }

  private void restored() {
    restored = true;
    holdings().stream().sorted(Workload.CLAIM).forEach(this::heard);
    if (agent.session().isEmpty()) sessionEnded();
    tellRouter();
  }

  Agent state() {
    return agent;
  }

  void decide(AgentCommand command) {
    decide(Optional.of(agent), command);
  }

  private void decide(Optional<Agent> state, AgentCommand command) {
    var decision = decider.decide(InteractionsModel.TENANT, id, state, command, network.now());
    if (!(decision instanceof Decision.Accepted<AgentEvent> yes)) return;
    Optional<Agent> after = state;
    for (AgentEvent event : yes.events()) {
      if (event.attempt().isPresent() && !effects.add(event.attempt().get()))
        throw new AssertionError(id + ": a second effect of one attempt: " + event);
      after = Optional.of(AgentEvolution.evolve(after, event));
    }
    agent = after.orElseThrow();
    if (state.isEmpty()) return;
    tellRouter();
    if (agent.session().isEmpty()) sessionEnded();
    agent.session().flatMap(Agent.Session::lostUntil).ifPresent(this::armGrace);
  }

  private void armGrace(Instant until) {
    var expired = new AgentCommand.GraceExpired(agent.session().orElseThrow().number());
    Duration left = Duration.between(network.now(), until).plusMillis(1);
    network.after(left.isNegative() ? Duration.ZERO : left, () -> decide(expired));
  }

  boolean reserve(OfferId offer, MediaType medium) {
    if (!restored) return false;
    var until = network.now().plus(RESERVATION);
    var decision = workload.reserve(agent, offer, medium, until);
    tellRouter();
    return !(decision instanceof Decision.Refused<Boolean>);
  }

  void cancelReservation(InteractionId interaction) {
    if (workload.cancelReservation(interaction, network.now())) tellRouter();
  }

  void heard(InteractionHeader news) {
    var change = workload.heard(agent, news, network.now());
    if (change instanceof Workload.Nothing || change instanceof Workload.WorkTaken) return;
    MediaType medium = news.profile().mediaType();
    if (change instanceof Workload.OfferMade made) {
      world.clients.offered(id, made.offer());
      if (agent.session().isEmpty()) giveBack(news);
    } else if (change instanceof Workload.OfferWithheld over) rescind(over.offer());
    else if (change instanceof Workload.OfferOver over) {
      boolean expired = over.reason().equals("expired");
      if (expired && missed.merge(medium, 1, Integer::sum) >= MISSED_OFFERS_LIMIT) {
        missed.remove(medium);
        decide(
            new AgentCommand.NotReady(
                world.clients.attempt(), medium, Optional.of("missed-offers")));
      }
    }
    tellRouter();
  }

  private void sessionEnded() {
    workload.offered().forEach(this::giveBack);
    workload.held().forEach(this::giveBack);
  }

  private void giveBack(InteractionHeader work) {
    OfferId offer = work.offerId().orElseThrow();
    if (work.place() instanceof Place.Offered) rescind(offer);
    else
      world.interactions.tell(
          offer.interaction(), new InteractionCommand.Release(offer.number(), "session-ended"));
  }

  private void rescind(OfferId offer) {
    world.interactions.tell(
        offer.interaction(), new InteractionCommand.Rescind(offer.number(), "over-capacity"));
  }

  private void tick() {
    if (!restored) return;
    workload.expireReservations(network.now());
    workload.withheld().forEach(work -> rescind(work.offerId().orElseThrow()));
    if (agent.session().isEmpty()) sessionEnded();
    if (agent.session().isPresent() || toldReady) tellRouter();
  }

  void tellRouter() {
    var ready = new HashMap<MediaType, Integer>();
    Instant readySince = Instant.EPOCH;
    for (var medium : agent.session().map(Agent.Session::media).orElse(Map.of()).entrySet())
      if (medium.getValue().ready()) {
        ready.put(medium.getKey(), agent.profile().capacityFor(medium.getKey()));
        if (medium.getValue().since().isAfter(readySince)) readySince = medium.getValue().since();
      }
    toldReady = !ready.isEmpty();
    var idle = workload.idleSince().isAfter(readySince) ? workload.idleSince() : readySince;
    world.router.available(
        new AgentAvailability(
            id, ++version, agent.profile().skills(), ready, workload.load(), idle));
  }

  private void sweep() {
    if (!restored) return;
    var disputed = new TreeSet<InteractionId>();
    var known = new HashMap<InteractionId, Long>();
    workload.offered().forEach(i -> known.put(i.id(), i.revision()));
    workload.withheld().forEach(i -> known.put(i.id(), i.revision()));
    workload.held().forEach(i -> known.put(i.id(), i.revision()));
    for (InteractionHeader row : holdings()) {
      Long revision = known.remove(row.id());
      if (revision == null || revision < row.revision()) disputed.add(row.id());
    }
    disputed.addAll(known.keySet());
    for (InteractionId one : disputed)
      world.interactions.find(one, found -> found.flatMap(i -> i).ifPresent(this::heard));
  }

  private List<InteractionHeader> holdings() {
    return world.interactions.table.values().stream()
        .map(Interaction::header)
        .filter(interaction -> interaction.agent().equals(Optional.of(id)))
        .toList();
  }
}
