package io.ixion.engine.interaction.domain;

import static io.ixion.engine.decision.Decision.accept;
import static io.ixion.engine.decision.Decision.alreadyDone;
import static io.ixion.engine.decision.Decision.refuse;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.RecentAttempts;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionCommand.Attempted;
import io.ixion.engine.interaction.InteractionCommand.ChangeData;
import io.ixion.engine.interaction.InteractionCommand.GoOffline;
import io.ixion.engine.interaction.InteractionCommand.Hold;
import io.ixion.engine.interaction.InteractionCommand.PlaceInQueue;
import io.ixion.engine.interaction.InteractionCommand.Resume;
import io.ixion.engine.interaction.InteractionCommand.Stop;
import io.ixion.engine.interaction.InteractionCommand.Submit;
import io.ixion.engine.interaction.InteractionEffect;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.interaction.Place.Handling;
import io.ixion.engine.interaction.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every rule of an interaction's life but those of its offers, which are in {@link OfferRules}.
 * Pure: the caller brings the time and keeps the result. The rules follow the documented behaviour
 * of Interaction Server: a refused or missed offer returns the interaction to the queue it came
 * from, and a stop by one party pre-empts whoever works on it.
 */
public final class InteractionDecider {
  private static final Duration RECENT = Duration.ofSeconds(30);
  private final InteractionSettings settings;
  private final OfferRules offers;

  public InteractionDecider(InteractionSettings settings) {
    this.settings = settings;
    this.offers = new OfferRules(settings);
  }

  /**
   * Decides a command that is to have an effect only under a condition, and what follows from it.
   */
  public Decision<InteractionEvent> decide(
      TenantId tenant,
      InteractionId id,
      Optional<Interaction> state,
      InteractionCommand command,
      Condition condition,
      Instant now) {
    boolean isRepetition = // answers to offers are told by the number of the offer
        !(command instanceof Attempted c)
            || state.isPresent() && state.get().recentAttempts().contains(c.attempt());
    var decision =
        condition.judge(
            decide(tenant, id, state, command, now),
            state.map(Interaction::revision),
            isRepetition);
    if (command instanceof InteractionCommand.Offer offer
        && state.isPresent()
        && !(decision instanceof Decision.Accepted<InteractionEvent>))
      return Decision.act(
          List.of(
              new InteractionEffect.Answer(offer.queue(), offer.number(), state.get().header())));
    return told(state, decision);
  }

  /** News tells of headers: what data an event makes is found out once, when it is applied. */
  private static Interaction withoutData(Interaction one) {
    return new Interaction(one.header(), AttachedData.EMPTY, one.recentAttempts());
  }

  private static Decision<InteractionEvent> told(
      Optional<Interaction> before, Decision<InteractionEvent> decision) {
    if (!(decision instanceof Decision.Accepted<InteractionEvent> yes)) return decision;
    Optional<Interaction> after = before.map(InteractionDecider::withoutData);
    for (InteractionEvent event : yes.events())
      after = Optional.of(InteractionEvolution.evolve(after, event));
    return new Decision.Accepted<>(
        yes.events(),
        List.of(
            new InteractionEffect.Changed(
                before.map(Interaction::header), after.orElseThrow().header())));
  }

  /** What is to be done of itself as a deadline has come; empty if there is nothing any more. */
  public static Optional<InteractionCommand> due(Optional<Interaction> state) {
    Optional<Place> place = state.map(Interaction::place);
    if (place.isPresent() && place.get() instanceof Place.Offered offer)
      return Optional.of(new InteractionCommand.ExpireOffer(offer.number()));
    if (place.isPresent() && place.get() instanceof Handling work)
      return Optional.of(new InteractionCommand.ExpireHandling(work.number()));
    return Optional.empty();
  }

  /**
   * What is told after a recovery: whoever stored the last change may have died before it could
   * tell. What is older than that was told, or is found by those whom it concerns.
   */
  public static List<Effect> retold(
      Optional<Interaction> before,
      Optional<Interaction> state,
      Optional<InteractionEvent> last,
      Instant now) {
    boolean recent = last.map(event -> event.at().isAfter(now.minus(RECENT))).orElse(true);
    if (state.isEmpty() || !recent) return List.of();
    return List.of(
        new InteractionEffect.Changed(before.map(Interaction::header), state.get().header()));
  }

  public Decision<InteractionEvent> decide(
      TenantId tenant,
      InteractionId id,
      Optional<Interaction> state,
      InteractionCommand command,
      Instant now) {
    if (command instanceof Submit c) return submit(tenant, id, state, c, now);
    if (state.isEmpty())
      return refuse(
          RejectionCodes.NOT_FOUND, "expected a submitted interaction; " + id + " does not exist");
    Interaction live = state.get();
    if (command instanceof Attempted c) {
      var before = RecentAttempts.<InteractionEvent>judge(live.recentAttempts(), c.attempt());
      if (before.isPresent()) return before.get();
    }
    if (live.place() instanceof Place.Stopped stopped)
      return refuse(
          RejectionCodes.ALREADY_STOPPED,
          "expected a live interaction; it was stopped at " + stopped.at());
    if (command instanceof Attempted && !(command instanceof Stop) && isFull(live))
      return refuse(
          RejectionCodes.TOO_MANY_EVENTS,
          "expected fewer than "
              + settings.maxEvents()
              + " events; it has "
              + live.revision()
              + " and can only be stopped");
    if (command instanceof ChangeData c) return changeData(live, c, now);
    if (command instanceof PlaceInQueue c) return placeInQueue(live, c, now);
    if (command instanceof Hold c) return hold(live, c, now);
    if (command instanceof Resume c) return resume(live, c, now);
    if (command instanceof GoOffline c) return goOffline(live, c, now);
    if (command instanceof Stop c)
      return accept(new InteractionEvent.Stopped(now, c.attempt(), c.by(), c.reason()));
    return offers.decide(live, command, now);
  }

  private boolean isFull(Interaction live) {
    return live.revision() >= settings.maxEvents();
  }

  private Decision<InteractionEvent> submit(
      TenantId tenant, InteractionId id, Optional<Interaction> state, Submit c, Instant now) {
    if (state.isPresent())
      return state.get().profile().fingerprint().equals(c.fingerprint())
          ? alreadyDone()
          : refuse(
              RejectionCodes.IDEMPOTENCY_KEY_REUSED,
              "expected the request that first used this key; found another one, and it was submitted as "
                  + id);
    Submission s = c.submission();
    if (s.data().size() > settings.maxDataBytes()) return tooLarge(s.data());
    return accept(
        new InteractionEvent.Submitted(
            now,
            c.attempt(),
            c.fingerprint(),
            tenant,
            id,
            s.queue(),
            s.mediaType(),
            s.externalId(),
            s.parentId(),
            s.type(),
            s.subtype(),
            s.isOnline(),
            s.isHeld(),
            s.priority(),
            s.receivedAt(),
            s.waitCredit(),
            s.skills(),
            s.data(),
            Originator.CLIENT));
  }

  private Decision<InteractionEvent> changeData(Interaction live, ChangeData c, Instant now) {
    AttachedData merged = live.data().merged(c.patch());
    if (merged.size() > settings.maxDataBytes()) return tooLarge(merged);
    return accept(new InteractionEvent.DataChanged(now, c.attempt(), c.by(), c.patch()));
  }

  private Decision<InteractionEvent> tooLarge(AttachedData data) {
    return refuse(
        RejectionCodes.DATA_TOO_LARGE,
        "expected at most "
            + settings.maxDataBytes()
            + " bytes of attached data; found "
            + data.size());
  }

  private static Decision<InteractionEvent> placeInQueue(
      Interaction live, PlaceInQueue c, Instant now) {
    if (live.place() instanceof Handling work
        && c.by().agent().isPresent()
        && !c.by().isAgent(work.agent()))
      return refuse(
          RejectionCodes.NOT_THE_OWNER,
          "expected " + work.agent() + ", who works on it; found " + c.by().agent().get());
    return accept(
        new InteractionEvent.PlacedInQueue(
            now, c.attempt(), c.by(), c.queue(), c.held(), c.reason()));
  }

  private static Decision<InteractionEvent> hold(Interaction live, Hold c, Instant now) {
    if (!live.place().parties().isEmpty()) return notQueued(live);
    if (live.isHeld()) return alreadyDone();
    return accept(new InteractionEvent.Held(now, c.attempt(), c.reason(), c.by()));
  }

  private static Decision<InteractionEvent> resume(Interaction live, Resume c, Instant now) {
    if (live.isHeld()) return accept(new InteractionEvent.Resumed(now, c.attempt(), c.by()));
    if (live.place().parties().isEmpty()) return alreadyDone();
    return refuse(RejectionCodes.NOT_HELD, "expected a held interaction; it is " + live.state());
  }

  private static Decision<InteractionEvent> goOffline(Interaction live, GoOffline c, Instant now) {
    if (!live.header().isOnline()) return alreadyDone();
    boolean abandoned = !(live.place() instanceof Handling);
    return accept(new InteractionEvent.WentOffline(now, c.attempt(), abandoned, c.by()));
  }

  static Decision<InteractionEvent> notQueued(Interaction live) {
    return refuse(
        RejectionCodes.NOT_QUEUED, "expected a queued interaction; it is " + live.state());
  }
}
