package io.ixion.engine.interaction.domain;

import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionEvent.Accepted;
import io.ixion.engine.interaction.InteractionEvent.DataChanged;
import io.ixion.engine.interaction.InteractionEvent.Held;
import io.ixion.engine.interaction.InteractionEvent.OfferExpired;
import io.ixion.engine.interaction.InteractionEvent.Offered;
import io.ixion.engine.interaction.InteractionEvent.PlacedInQueue;
import io.ixion.engine.interaction.InteractionEvent.Rejected;
import io.ixion.engine.interaction.InteractionEvent.Released;
import io.ixion.engine.interaction.InteractionEvent.Rescinded;
import io.ixion.engine.interaction.InteractionEvent.Resumed;
import io.ixion.engine.interaction.InteractionEvent.Stopped;
import io.ixion.engine.interaction.InteractionEvent.Submitted;
import io.ixion.engine.interaction.InteractionEvent.WentOffline;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import java.util.List;
import java.util.Optional;

/**
 * What each stored event makes of an interaction. Total: an event is a fact, nothing here refuses
 * it.
 */
public final class InteractionEvolution {
  private InteractionEvolution() {}

  public static Interaction evolve(Optional<Interaction> before, InteractionEvent event) {
    if (event instanceof Submitted e) return submitted(e);
    var next =
        new Draft(
            before.orElseThrow(
                () ->
                    new IllegalStateException(
                        "the first event of an interaction is not its submit")));
    if (event instanceof Offered e) return offered(next, e).done();
    if (event instanceof Accepted e) return accepted(next, e).done();
    if (event instanceof Stopped e) return stopped(next, e).done();
    if (event instanceof DataChanged e) return dataChanged(next, e).done();
    if (event instanceof PlacedInQueue e) return placedInQueue(next, e).done();
    if (event instanceof Held e) return held(next, e).done();
    if (event instanceof Resumed e) return resumed(next, e).done();
    if (event instanceof WentOffline e) return wentOffline(next, e).done();
    if (event instanceof Rejected e)
      return next.avoiding(e.agent(), e.avoidUntil(), e.at())
          .returned(e.at(), e.number(), e.agent(), "rejected")
          .done();
    if (event instanceof OfferExpired e)
      return next.avoiding(e.agent(), e.avoidUntil(), e.at())
          .returned(e.at(), e.number(), e.agent(), "expired")
          .done();
    if (event instanceof Rescinded e)
      return next.returned(e.at(), e.number(), e.agent(), "rescinded").done();
    if (event instanceof Released e)
      return next.returned(e.at(), e.number(), e.agent(), "released").done();
    throw new IllegalStateException("no rule for " + event.getClass().getSimpleName());
  }

  private static Interaction submitted(Submitted e) {
    var profile =
        new InteractionHeader.Profile(
            e.tenant(),
            e.id(),
            e.mediaType(),
            e.externalId(),
            e.parentId(),
            e.interactionType(),
            e.subtype(),
            e.waitCredit(),
            e.skills(),
            e.receivedAt(),
            e.at(),
            e.fingerprint());
    var header =
        new InteractionHeader(
            1,
            profile,
            e.priority(),
            e.isOnline(),
            e.isHeld() ? Optional.of(e.at()) : Optional.empty(),
            new InteractionHeader.Position(e.queue(), e.at(), e.at(), 1),
            new Place.Queued(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Interaction(header, e.data(), List.of(e.attempt()));
  }

  private static Draft offered(Draft next, Offered e) {
    next.place = new Place.Offered(e.number(), e.agent(), e.at(), e.deadline());
    if (next.deliveredAt.isEmpty()) next.deliveredAt = Optional.of(e.at());
    return next;
  }

  private static Draft accepted(Draft next, Accepted e) {
    next.place = new Place.Handling(e.number(), e.agent(), e.at(), e.at(), e.handlingTimeout());
    return next;
  }

  private static Draft stopped(Draft next, Stopped e) {
    next.place = new Place.Stopped(e.at(), e.reason());
    next.heldAt = Optional.empty();
    return next.attempted(e.attempt());
  }

  private static Draft dataChanged(Draft next, DataChanged e) {
    next.data = next.data.merged(e.patch());
    return next.activity(e.by(), e.at()).attempted(e.attempt());
  }

  private static Draft placedInQueue(Draft next, PlacedInQueue e) {
    next.heldAt = e.isHeld() ? Optional.of(e.at()) : Optional.empty();
    return next.moved(e.queue(), e.at()).attempted(e.attempt());
  }

  private static Draft held(Draft next, Held e) {
    next.heldAt = Optional.of(e.at());
    return next.attempted(e.attempt());
  }

  private static Draft resumed(Draft next, Resumed e) {
    next.heldAt = Optional.empty();
    return next.attempted(e.attempt());
  }

  private static Draft wentOffline(Draft next, WentOffline e) {
    next.isOnline = false;
    if (e.abandoned()) next.abandonedAt = Optional.of(e.at());
    return next.attempted(e.attempt());
  }
}
