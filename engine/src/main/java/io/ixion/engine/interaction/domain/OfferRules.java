package io.ixion.engine.interaction.domain;

import static io.ixion.engine.decision.Decision.alreadyDone;
import static io.ixion.engine.decision.Decision.refuse;

import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.interaction.HandlingTimeout;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionCommand.Accept;
import io.ixion.engine.interaction.InteractionCommand.ExpireHandling;
import io.ixion.engine.interaction.InteractionCommand.ExpireOffer;
import io.ixion.engine.interaction.InteractionCommand.Offer;
import io.ixion.engine.interaction.InteractionCommand.Reject;
import io.ixion.engine.interaction.InteractionCommand.Release;
import io.ixion.engine.interaction.InteractionCommand.Rescind;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader.EndedOffer;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.Place.Handling;
import io.ixion.engine.interaction.Place.Offered;
import io.ixion.engine.interaction.Place.Queued;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules of offers and of the work that comes of them. An offer's number is the placement it was
 * made from, so the answer to a repeated, late or stale message follows from the number alone.
 */
final class OfferRules {
  private final InteractionSettings settings;

  OfferRules(InteractionSettings settings) {
    this.settings = settings;
  }

  Decision<InteractionEvent> decide(Interaction live, InteractionCommand command, Instant now) {
    if (command instanceof Offer c) return offer(live, c, now);
    if (command instanceof Accept c) return accept(live, c, now);
    if (command instanceof Reject c) return reject(live, c, now);
    if (command instanceof ExpireOffer c) return expire(live, c, now);
    if (command instanceof Rescind c) return rescind(live, c, now);
    if (command instanceof Release c) return release(live, c, now);
    if (command instanceof ExpireHandling c) return expireHandling(live, c, now);
    throw new IllegalStateException("no rule for " + command.getClass().getSimpleName());
  }

  private Decision<InteractionEvent> offer(Interaction live, Offer c, Instant now) {
    boolean same = live.offerId().map(o -> o.number() == c.number()).orElse(false);
    if (same && live.agent().equals(Optional.of(c.agent()))) return alreadyDone();
    if (!(live.place() instanceof Queued)) return InteractionDecider.notQueued(live);
    if (c.number() != live.position().placement())
      return refuse(
          RejectionCodes.STALE_OFFER,
          "expected an offer for placement "
              + live.position().placement()
              + "; found "
              + c.number());
    if (live.isHeld())
      return refuse(RejectionCodes.ON_HOLD, "expected a waiting interaction; it is held");
    Instant deadline = now.plus(settings.offerTimeout());
    return Decision.accept(
        new InteractionEvent.Offered(now, c.number(), c.agent(), deadline, Originator.ROUTER));
  }

  private Decision<InteractionEvent> accept(Interaction live, Accept c, Instant now) {
    if (isAnothers(live, c.number(), c.by())) return notTheirs(live, c.number(), c.by());
    if (live.place() instanceof Handling h && h.number() == c.number()) return alreadyDone();
    if (!(live.place() instanceof Offered o) || o.number() != c.number())
      return ended(live, c.number());
    if (now.isAfter(o.deadline()))
      return refuse(
          RejectionCodes.OFFER_ENDED,
          "expected an answer until " + o.deadline() + "; it is too late");
    if (!c.hasPlace())
      return refuse(
          RejectionCodes.CAPACITY_REACHED,
          "expected room for it; " + o.agent() + " has as much as the capacity allows");
    return Decision.accept(
        new InteractionEvent.Accepted(
            now, c.number(), o.agent(), handlingTimeout(live), spokenFor(c.by(), o.agent())));
  }

  /** The interaction's own data first, then its medium, then the setting, as in the original. */
  private Duration handlingTimeout(Interaction live) {
    Duration setting =
        settings
            .handlingTimeoutByMedia()
            .getOrDefault(live.profile().mediaType(), settings.handlingTimeout());
    return HandlingTimeout.of(live.data()).orElse(setting);
  }

  private Decision<InteractionEvent> reject(Interaction live, Reject c, Instant now) {
    if (isAnothers(live, c.number(), c.by())) return notTheirs(live, c.number(), c.by());
    if (live.place() instanceof Offered o && o.number() == c.number())
      return Decision.accept(
          new InteractionEvent.Rejected(
              now,
              c.number(),
              o.agent(),
              avoidUntil(now),
              c.reason(),
              spokenFor(c.by(), o.agent())));
    return endedAs(live, c.number(), "rejected") ? alreadyDone() : ended(live, c.number());
  }

  /** Whether an agent answers an offer, or repeats the answer to one, that is or was another's. */
  private static boolean isAnothers(Interaction live, int number, Originator by) {
    return by.agent().isPresent()
        && agentOf(live, number).map(agent -> !by.isAgent(agent)).orElse(false);
  }

  /** Whose offer that is or was, as far as it is remembered. */
  private static Optional<AgentId> agentOf(Interaction live, int number) {
    if (live.offerId().map(o -> o.number() == number).orElse(false)) return live.agent();
    return live.header().lastEnded().filter(e -> e.number() == number).map(EndedOffer::agent);
  }

  private static Decision<InteractionEvent> notTheirs(Interaction live, int number, Originator by) {
    return refuse(
        RejectionCodes.NOT_THE_OWNER,
        "expected "
            + agentOf(live, number).orElseThrow()
            + ", whose offer it is; found "
            + by.agent().get());
  }

  /** A client that names nobody speaks for the agent of the offer. */
  private static Originator spokenFor(Originator by, AgentId agent) {
    return by.kind() == Originator.Kind.CLIENT ? Originator.agent(agent) : by;
  }

  private Decision<InteractionEvent> expire(Interaction live, ExpireOffer c, Instant now) {
    if (!(live.place() instanceof Offered o) || o.number() != c.number())
      return endedAs(live, c.number(), "expired") ? alreadyDone() : ended(live, c.number());
    if (now.isBefore(o.deadline()))
      return refuse(
          RejectionCodes.OFFER_STILL_OPEN,
          "expected " + o.deadline() + " to have passed; it is " + now);
    return Decision.accept(
        new InteractionEvent.OfferExpired(
            now, c.number(), o.agent(), avoidUntil(now), Originator.SYSTEM));
  }

  private Instant avoidUntil(Instant now) {
    return now.plus(settings.avoidAfterMiss());
  }

  private static Decision<InteractionEvent> rescind(Interaction live, Rescind c, Instant now) {
    if (live.place() instanceof Offered o && o.number() == c.number())
      return Decision.accept(
          new InteractionEvent.Rescinded(
              now, c.number(), o.agent(), c.reason(), Originator.SYSTEM));
    return endedAs(live, c.number(), "rescinded") ? alreadyDone() : ended(live, c.number());
  }

  private static Decision<InteractionEvent> release(Interaction live, Release c, Instant now) {
    if (live.place() instanceof Handling h && h.number() == c.number())
      return Decision.accept(
          new InteractionEvent.Released(now, c.number(), h.agent(), c.reason(), Originator.SYSTEM));
    return endedAs(live, c.number(), "released") ? alreadyDone() : notHandling(live, c.number());
  }

  private static Decision<InteractionEvent> expireHandling(
      Interaction live, ExpireHandling c, Instant now) {
    if (!(live.place() instanceof Handling h) || h.number() != c.number())
      return endedAs(live, c.number(), "released") ? alreadyDone() : notHandling(live, c.number());
    if (now.isBefore(h.deadline()))
      return refuse(
          RejectionCodes.STILL_ACTIVE,
          "expected no activity until " + h.deadline() + "; it is " + now);
    return Decision.accept(
        new InteractionEvent.Released(now, c.number(), h.agent(), "inactive", Originator.SYSTEM));
  }

  private static boolean endedAs(Interaction live, int number, String how) {
    return live.header()
        .lastEnded()
        .map(e -> e.number() == number && e.how().equals(how))
        .orElse(false);
  }

  private static Decision<InteractionEvent> notHandling(Interaction live, int number) {
    return refuse(
        RejectionCodes.NOT_HANDLING,
        "expected work on offer " + number + "; the interaction is " + live.state());
  }

  private static Decision<InteractionEvent> ended(Interaction live, int number) {
    if (live.place() instanceof Handling h && h.number() == number)
      return refuse(
          RejectionCodes.OFFER_ENDED, "expected an open offer; " + h.agent() + " has accepted it");
    if (number > live.position().placement()
        || (number == live.position().placement() && !isOut(live)))
      return refuse(
          RejectionCodes.NOT_FOUND, "expected an offer that was made; there is no offer " + number);
    String how =
        live.header()
            .lastEnded()
            .filter(e -> e.number() == number)
            .map(e -> "it was " + e.how())
            .orElse("it is over");
    return refuse(
        RejectionCodes.OFFER_ENDED,
        "expected an open offer; " + how + " and the interaction is " + live.state());
  }

  private static boolean isOut(Interaction live) {
    return live.agent().isPresent();
  }
}
