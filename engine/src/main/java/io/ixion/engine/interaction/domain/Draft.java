package io.ixion.engine.interaction.domain;

import io.ixion.engine.decision.RecentAttempts;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionHeader.Avoided;
import io.ixion.engine.interaction.InteractionHeader.EndedOffer;
import io.ixion.engine.interaction.InteractionHeader.Position;
import io.ixion.engine.interaction.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next version of an interaction while one event is being applied; never leaves this package.
 */
final class Draft {
  private final Interaction before;
  private Position position;
  private List<Avoided> avoided;
  private List<AttemptId> attempts;
  private Optional<EndedOffer> lastEnded;
  Place place;
  boolean isOnline;
  Optional<Instant> heldAt;
  AttachedData data;
  Optional<Instant> deliveredAt;
  Optional<Instant> abandonedAt;

  Draft(Interaction before) {
    InteractionHeader header = before.header();
    this.before = before;
    position = header.position();
    avoided = header.avoided();
    attempts = before.recentAttempts();
    lastEnded = header.lastEnded();
    place = header.place();
    isOnline = header.isOnline();
    heldAt = header.heldAt();
    data = before.data();
    deliveredAt = header.deliveredAt();
    abandonedAt = header.abandonedAt();
  }

  Draft attempted(AttemptId attempt) {
    attempts = RecentAttempts.with(attempts, attempt);
    return this;
  }

  /** A request of the agent who works on it starts the inactivity limit anew. */
  Draft activity(Originator by, Instant at) {
    if (place instanceof Place.Handling work && by.isAgent(work.agent()))
      place = new Place.Handling(work.parties(), at, work.timeout());
    return this;
  }

  /** Back to the queue it came from: a new placement, but its age in the queue goes on counting. */
  Draft returned(Instant at, int number, AgentId agent, String how) {
    lastEnded = Optional.of(new EndedOffer(number, agent, how));
    return placed(position.queue(), at);
  }

  /** Into a queue on request; whoever had it loses it. */
  Draft moved(QueueId queue, Instant at) {
    before
        .offerId()
        .ifPresent(o -> lastEnded = Optional.of(new EndedOffer(o.number(), agent(), "moved")));
    return placed(queue, at);
  }

  private AgentId agent() {
    return before.agent().orElseThrow();
  }

  private Draft placed(QueueId queue, Instant at) {
    Instant movedAt = queue.equals(position.queue()) ? position.movedAt() : at;
    position = new Position(queue, at, movedAt, position.placement() + 1);
    place = new Place.Queued();
    return this;
  }

  Draft avoiding(AgentId agent, Instant until, Instant now) {
    var kept = new ArrayList<Avoided>();
    for (Avoided one : avoided)
      if (!one.agent().equals(agent) && one.until().isAfter(now)) kept.add(one);
    kept.add(new Avoided(agent, until));
    if (kept.size() > InteractionHeader.REMEMBERED_AVOIDED) kept.remove(0);
    avoided = kept;
    return this;
  }

  Interaction done() {
    var header =
        new InteractionHeader(
            before.revision() + 1,
            before.profile(),
            before.header().priority(),
            isOnline,
            heldAt,
            position,
            place,
            deliveredAt,
            abandonedAt,
            lastEnded,
            avoided);
    return new Interaction(header, data, attempts);
  }
}
