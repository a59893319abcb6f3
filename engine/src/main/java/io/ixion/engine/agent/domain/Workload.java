package io.ixion.engine.agent.domain;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What counts against an agent's capacity: places reserved for offers, open offers and held work. A
 * copy of what the interactions know, kept right by their revisions: what is older than what is
 * known already changes nothing. Not thread-safe; belongs to one agent's shell.
 */
public final class Workload {
  /** Who has the older claim to a place: work before offers, earlier before later. */
  public static final Comparator<InteractionHeader> CLAIM =
      Comparator.comparing((InteractionHeader i) -> i.place() instanceof Place.Offered)
          .thenComparing(Workload::since)
          .thenComparing(InteractionHeader::id);

  private static final int REMEMBERED = 1_000;

  private final AgentId self;
  private final Map<InteractionId, Entry> entries = new TreeMap<>();
  private final LinkedHashMap<InteractionId, Gone> gone = new LinkedHashMap<>();
  private Instant idleSince;

  /** One piece of load: a reservation until the interaction is known, then the interaction. */
  private record Entry(
      OfferId offer,
      MediaType medium,
      Optional<Instant> reservedUntil,
      Optional<InteractionHeader> work,
      boolean withheld,
      Optional<Instant> acceptingUntil) {
    static Entry reserved(OfferId offer, MediaType medium, Instant until) {
      return new Entry(
          offer, medium, Optional.of(until), Optional.empty(), false, Optional.empty());
    }

    static Entry known(OfferId offer, InteractionHeader work, boolean withheld) {
      MediaType medium = work.profile().mediaType();
      return new Entry(
          offer, medium, Optional.empty(), Optional.of(work), withheld, Optional.empty());
    }

    Entry notAccepting() {
      return new Entry(offer, medium, reservedUntil, work, withheld, Optional.empty());
    }

    Entry accepting(Instant until) {
      return new Entry(offer, medium, reservedUntil, work, withheld, Optional.of(until));
    }

    Entry decided() {
      return new Entry(offer, medium, reservedUntil, work, withheld, Optional.empty());
    }

    boolean isOffer() {
      return work.isPresent() && work.get().place() instanceof Place.Offered;
    }
  }

  /**
   * What is remembered of what is not the agent's any more.
   *
   * @param nextOffer the least number that a new offer of it can have
   */
  private record Gone(long revision, int nextOffer) {}

  /** What a piece of news changed for the agent. */
  public sealed interface Change {}

  /** Nothing that the agent did not know. */
  public record Nothing() implements Change {}

  public record OfferMade(OfferId offer, InteractionHeader interaction) implements Change {}

  /**
   * An offer for which there is no place, as it came too late for its reservation. It is withheld
   * from the agent, who could accept it otherwise, and must be given back.
   */
  public record OfferWithheld(OfferId offer) implements Change {}

  public record WorkTaken(OfferId offer, InteractionHeader interaction) implements Change {}

  /** An open offer ended without being accepted. */
  public record OfferOver(OfferId offer, InteractionHeader interaction, String reason)
      implements Change {}

  /** Held work left the agent. */
  public record WorkOver(OfferId offer, InteractionHeader interaction, String reason)
      implements Change {}

  /** The same work with other data. */
  public record Updated() implements Change {}

  public Workload(AgentId self, Instant now) {
    this.self = self;
    this.idleSince = now;
  }

  /**
   * Keeps a place free for an offer, unless the agent is not ready for the medium or has no place
   * left.
   */
  public Decision<Boolean> reserve(Agent agent, OfferId offer, MediaType medium, Instant until) {
    Entry known = entries.get(offer.interaction());
    if (known != null && known.offer().equals(offer)) {
      if (known.reservedUntil().isPresent()) // asked again: the offer is still being made
      entries.put(offer.interaction(), Entry.reserved(offer, medium, until));
      return Decision.alreadyDone();
    }
    if (isOver(offer, known))
      return Decision.refuse(
          RejectionCodes.STALE_OFFER, "expected a new offer; " + offer + " is over");
    boolean ready =
        agent.session().map(s -> s.media().get(medium)).map(Agent.MediaState::ready).orElse(false);
    if (!ready)
      return Decision.refuse(
          RejectionCodes.AGENT_NOT_READY,
          "expected a ready agent; " + self + " is not ready for " + medium);
    int capacity = agent.profile().capacityFor(medium);
    if (used(medium) >= capacity)
      return Decision.refuse(
          RejectionCodes.CAPACITY_REACHED,
          "expected a free place; " + self + " has " + used(medium) + " of " + capacity);
    entries.put(offer.interaction(), Entry.reserved(offer, medium, until));
    return Decision.accept(true);
  }

  /** Whether this is a late copy of an offer that was made and has ended. */
  private boolean isOver(OfferId offer, Entry known) {
    Gone seen = gone.get(offer.interaction());
    return known != null && known.offer().number() > offer.number()
        || seen != null && offer.number() < seen.nextOffer();
  }

  /** Whether enough is known of this offer to say whether the agent may accept it. */
  public boolean knows(OfferId offer) {
    Entry known = entries.get(offer.interaction());
    return known != null && known.offer().equals(offer) || isOver(offer, known);
  }

  /** There is no such interaction. */
  public void isAbsent(InteractionId id) {
    if (!entries.containsKey(id)) remember(id, new Gone(0, Integer.MAX_VALUE));
  }

  /**
   * Whether the agent may accept this offer now: a place is kept for it, within the capacity in
   * force. If so it counts as under way until its news comes, or until then.
   */
  public boolean mayAccept(Agent agent, OfferId offer, Instant until) {
    Entry known = entries.get(offer.interaction());
    if (known == null || !known.offer().equals(offer) || known.withheld()) return false;
    if (excess(agent).stream().anyMatch(h -> h.id().equals(offer.interaction()))) return false;
    if (known.work().isEmpty() || known.isOffer())
      entries.put(offer.interaction(), known.accepting(until));
    return true;
  }

  /** The interactions of which an accept that was allowed may still be stored. */
  public List<InteractionId> accepting(Instant now) {
    return entries.entrySet().stream()
        .filter(e -> e.getValue().acceptingUntil().map(until -> until.isAfter(now)).orElse(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The interaction has decided on an accept: if it is offered as before, it refused. */
  public void isDecided(InteractionHeader told) {
    Entry known = entries.get(told.id());
    if (known != null
        && known.acceptingUntil().isPresent()
        && told.place() instanceof Place.Offered
        && told.offerId().equals(Optional.of(known.offer())))
      entries.put(told.id(), known.decided());
  }

  /** Forgets accepts that were allowed and can no longer be stored. */
  public void forgetAccepts(Instant now) {
    entries.replaceAll(
        (id, e) -> e.acceptingUntil().map(now::isAfter).orElse(false) ? e.notAccepting() : e);
  }

  /** Gives a reserved place back; an offer that was made meanwhile stays. */
  public boolean cancelReservation(InteractionId interaction, Instant now) {
    Entry entry = entries.get(interaction);
    if (entry == null || entry.reservedUntil().isEmpty()) return false;
    remove(interaction, now);
    return true;
  }

  /** Drops the reservations that no offer followed. */
  public boolean expireReservations(Instant now) {
    List<InteractionId> over = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (entry.reservedUntil().map(now::isAfter).orElse(false)) over.add(id);
        });
    over.forEach(id -> remove(id, now));
    return !over.isEmpty();
  }

  /** Takes news of an interaction that is, or was, this agent's. */
  public Change heard(Agent agent, InteractionHeader news, Instant now) {
    InteractionId id = news.id();
    Entry known = entries.get(id);
    if (isOld(news, known)) return new Nothing();
    boolean mine = news.agent().equals(Optional.of(self));
    if (!mine) return over(known, news, now);
    OfferId offer = news.offerId().orElseThrow();
    boolean fresh = known == null || known.work().isEmpty() || !known.offer().equals(offer);
    boolean isOffer = news.place() instanceof Place.Offered;
    boolean withheld = isOffer && (fresh ? !hasPlace(agent, news, known) : known.withheld());
    Entry entry = Entry.known(offer, news, withheld);
    boolean undecided = isOffer && !fresh && known.acceptingUntil().isPresent();
    entries.put(id, undecided ? entry.accepting(known.acceptingUntil().get()) : entry);
    if (isOffer && withheld) return new OfferWithheld(offer);
    if (isOffer) return fresh ? new OfferMade(offer, news) : new Updated();
    return fresh || known.isOffer() ? new WorkTaken(offer, news) : new Updated();
  }

  private boolean hasPlace(Agent agent, InteractionHeader news, Entry known) {
    MediaType medium = news.profile().mediaType();
    int others = used(medium) - (known == null ? 0 : 1);
    return others < agent.profile().capacityFor(medium);
  }

  private boolean isOld(InteractionHeader news, Entry known) {
    if (known != null && known.work().isPresent())
      return news.revision() <= known.work().get().revision();
    Gone seen = gone.get(news.id());
    return seen != null && news.revision() <= seen.revision();
  }

  private Change over(Entry known, InteractionHeader news, Instant now) {
    remember(news);
    if (known == null) return new Nothing();
    // A reservation for a later placement than the news tells of is still good.
    if (known.work().isEmpty() && known.offer().number() >= news.position().placement())
      return new Nothing();
    remove(news.id(), now);
    if (known.work().isEmpty() || known.withheld() && known.isOffer()) return new Updated();
    String reason = reason(known.offer(), news);
    return known.isOffer()
        ? new OfferOver(known.offer(), news, reason)
        : new WorkOver(known.offer(), news, reason);
  }

  private static String reason(OfferId offer, InteractionHeader news) {
    if (news.place() instanceof Place.Stopped) return "stopped";
    return news.lastEnded()
        .filter(e -> e.number() == offer.number())
        .map(InteractionHeader.EndedOffer::how)
        .orElse("moved");
  }

  private void remember(InteractionHeader news) {
    int placement = news.position().placement();
    // A held one keeps its placement, and may be offered under it when it is resumed.
    boolean isFresh = news.agent().isEmpty() && !(news.place() instanceof Place.Stopped);
    remember(news.id(), new Gone(news.revision(), isFresh ? placement : placement + 1));
  }

  private void remember(InteractionId id, Gone seen) {
    gone.remove(id);
    gone.put(id, seen);
    if (gone.size() > REMEMBERED) gone.remove(gone.keySet().iterator().next());
  }

  private void remove(InteractionId id, Instant now) {
    entries.remove(id);
    idleSince = now;
  }

  private static Instant since(InteractionHeader work) {
    if (work.place() instanceof Place.Offered offer) return offer.offeredAt();
    return work.place() instanceof Place.Handling own ? own.assignedAt() : Instant.EPOCH;
  }

  private int used(MediaType medium) {
    int used = 0;
    for (Entry entry : entries.values()) if (entry.medium().equals(medium)) used++;
    return used;
  }

  public Map<InteractionId, MediaType> load() {
    var load = new LinkedHashMap<InteractionId, MediaType>();
    entries.forEach((id, entry) -> load.put(id, entry.medium()));
    return load;
  }

  /** Since when the agent has had more room than before. */
  public Instant idleSince() {
    return idleSince;
  }

  /** The offers that the agent may answer. */
  public List<InteractionHeader> offered() {
    return works(e -> e.isOffer() && !e.withheld());
  }

  /** The offers to be given back. */
  public List<InteractionHeader> withheld() {
    return works(e -> e.isOffer() && e.withheld());
  }

  /**
   * The open offers for which there is no place any more since the capacity was lowered, the
   * youngest first. Work that is held stays.
   */
  public List<InteractionHeader> excess(Agent agent) {
    var used = new HashMap<MediaType, Integer>();
    for (Entry entry : entries.values())
      if (!entry.withheld()) used.merge(entry.medium(), 1, Integer::sum);
    var excess = new ArrayList<InteractionHeader>();
    for (InteractionHeader offer :
        works(e -> e.isOffer() && !e.withheld() && e.acceptingUntil().isEmpty()).stream()
            .sorted(CLAIM.reversed())
            .toList()) {
      MediaType medium = offer.profile().mediaType();
      if (used.get(medium) <= agent.profile().capacityFor(medium)) continue;
      used.merge(medium, -1, Integer::sum);
      excess.add(offer);
    }
    return excess;
  }

  public List<InteractionHeader> held() {
    return works(e -> !e.isOffer());
  }

  private List<InteractionHeader> works(Predicate<Entry> which) {
    return entries.values().stream()
        .filter(e -> e.work().isPresent() && which.test(e))
        .map(e -> e.work().get())
        .toList();
  }

  /** How many places are taken. */
  public int size() {
    return entries.size();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
