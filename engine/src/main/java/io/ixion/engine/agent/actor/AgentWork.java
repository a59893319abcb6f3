package io.ixion.engine.agent.actor;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.domain.Workload;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The soft side of an agent's shell: what it has in hand, and what the router is told of it. Lost
 * with the entity, restored from the interaction table.
 */
final class AgentWork {
  private static final String SESSION_ENDED = "session-ended";
  private static final String OVER_CAPACITY = "over-capacity";

  private final TenantId tenant;
  private final AgentId id;
  private final Router router;
  private final Interactions interactions;
  private final AgentSettings settings;
  private final NoticeStream stream;
  private final Clock clock;
  private final Workload workload;
  private final Map<MediaType, Integer> missed = new HashMap<>();
  private long version;
  private boolean toldReady;

  AgentWork(
      TenantId tenant,
      AgentId id,
      Router router,
      Interactions interactions,
      AgentSettings settings,
      NoticeStream stream,
      Clock clock) {
    this.tenant = tenant;
    this.id = id;
    this.router = router;
    this.interactions = interactions;
    this.settings = settings;
    this.stream = stream;
    this.clock = clock;
    this.workload = new Workload(id, clock.instant());
    this.version = clock.millis() * 1_000; // above what an earlier life of this entity has told
  }

  Decision<Boolean> reserve(Agent agent, OfferId offer, MediaType medium) {
    Instant now = clock.instant();
    var decision = workload.reserve(agent, offer, medium, now.plus(settings.reservation()));
    tellRouter(agent); // the load has changed, or the router believes in a place that is not there
    return decision;
  }

  void cancel(Agent agent, InteractionId interaction) {
    if (workload.cancelReservation(interaction, clock.instant())) tellRouter(agent);
  }

  /** Takes news of an interaction; answers with what the agent itself must do because of it. */
  Optional<AgentCommand> heard(Agent agent, InteractionHeader news) {
    var change = workload.heard(agent, news, clock.instant());
    if (change instanceof Workload.Nothing) return Optional.empty();
    MediaType medium = news.profile().mediaType();
    if (change instanceof Workload.OfferMade made) {
      stream.publish(new AgentNotice.Offered(made.offer(), made.interaction()));
      if (agent.session().isEmpty()) giveBack(news);
    } else if (change instanceof Workload.OfferWithheld over) rescind(over.offer(), OVER_CAPACITY);
    else if (change instanceof Workload.WorkTaken taken) {
      missed.remove(medium);
      stream.publish(new AgentNotice.Assigned(taken.offer(), taken.interaction()));
      return Optional.empty(); // the load is what it was: the router need not hear of it
    } else if (change instanceof Workload.WorkOver over)
      stream.publish(new AgentNotice.Taken(over.offer(), news.id(), over.reason()));
    else if (change instanceof Workload.OfferOver over) return offerOver(agent, over);
    tellRouter(agent);
    return Optional.empty();
  }

  private Optional<AgentCommand> offerOver(Agent agent, Workload.OfferOver over) {
    MediaType medium = over.interaction().profile().mediaType();
    stream.publish(
        new AgentNotice.OfferEnded(over.offer(), over.interaction().id(), over.reason()));
    if (over.reason().equals("rejected")) missed.remove(medium); // an answer, too
    int inARow = over.reason().equals("expired") ? missed.merge(medium, 1, Integer::sum) : 0;
    if (settings.missedOffersLimit() > 0 && inARow >= settings.missedOffersLimit()) {
      missed.remove(medium);
      var attempt =
          new AttemptId("missed-" + over.offer().interaction() + "-" + over.offer().number());
      return Optional.of(new AgentCommand.NotReady(attempt, medium, Optional.of("missed-offers")));
    }
    tellRouter(agent);
    return Optional.empty();
  }

  /** Without a session the agent keeps nothing: offers are rescinded, work is released. */
  void sessionEnded() {
    missed.clear();
    workload.offered().forEach(this::giveBack);
    workload.held().forEach(this::giveBack);
  }

  private void giveBack(InteractionHeader work) {
    OfferId offer = work.offerId().orElseThrow();
    if (work.place() instanceof Place.Offered) rescind(offer, SESSION_ENDED);
    else
      interactions.tell(
          tenant,
          offer.interaction(),
          new InteractionCommand.Release(offer.number(), SESSION_ENDED));
  }

  private void rescind(OfferId offer, String reason) {
    interactions.tell(
        tenant, offer.interaction(), new InteractionCommand.Rescind(offer.number(), reason));
  }

  /** After a change of its profile the agent may have been offered more than it has room for. */
  void keepWithinCapacity(Agent agent) {
    workload.excess(agent).forEach(offer -> rescind(offer.offerId().orElseThrow(), OVER_CAPACITY));
  }

  void tick(Agent agent) {
    workload.expireReservations(clock.instant());
    keepWithinCapacity(agent);
    workload.withheld().forEach(work -> rescind(work.offerId().orElseThrow(), OVER_CAPACITY));
    if (agent.session().isEmpty()) sessionEnded();
    if (agent.session().isPresent() || toldReady) tellRouter(agent);
  }

  void tellRouter(Agent agent) {
    var ready = new HashMap<MediaType, Integer>();
    Instant readySince = Instant.EPOCH;
    for (var medium : agent.session().map(Agent.Session::media).orElse(Map.of()).entrySet())
      if (medium.getValue().ready()) {
        ready.put(medium.getKey(), agent.profile().capacityFor(medium.getKey()));
        if (medium.getValue().since().isAfter(readySince)) readySince = medium.getValue().since();
      }
    toldReady = !ready.isEmpty();
    Instant idleSince =
        workload.idleSince().isAfter(readySince) ? workload.idleSince() : readySince;
    router.available(
        tenant,
        new AgentAvailability(
            id, ++version, agent.profile().skills(), ready, workload.load(), idleSince));
  }

  /** Interactions on which the table and this agent disagree, to be asked themselves. */
  Set<InteractionId> disputed(List<InteractionHeader> table) {
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

  AgentNotice.Snapshot snapshot(Agent agent) {
    return new AgentNotice.Snapshot(agent, workload.offered(), workload.held());
  }

  boolean isEmpty() {
    return workload.isEmpty();
  }
}
