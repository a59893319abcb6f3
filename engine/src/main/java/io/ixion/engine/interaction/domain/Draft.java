package io.ixion.engine.interaction.domain;

import io.ixion.engine.decision.RecentAttempts;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.Interaction.Avoided;
import io.ixion.engine.interaction.Interaction.EndedOffer;
import io.ixion.engine.interaction.Interaction.Place;
import io.ixion.engine.interaction.Interaction.Position;
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
    this.before = before;
    position = before.position();
    avoided = before.avoided();
    attempts = before.recentAttempts();
    lastEnded = before.lastEnded();
    place = before.place();
    isOnline = before.isOnline();
    heldAt = before.heldAt();
    data = before.data();
    deliveredAt = before.deliveredAt();
    abandonedAt = before.abandonedAt();
  }

  Draft attempted(AttemptId attempt) {
    attempts = RecentAttempts.with(attempts, attempt);
    return this;
  }

  /** A request of the agent who works on it starts the inactivity limit anew. */
  Draft activity(Optional<AgentId> by, Instant at) {
    if (place instanceof Interaction.Handling work && by.equals(Optional.of(work.agent())))
      place =
          new Interaction.Handling(
              work.number(), work.agent(), work.assignedAt(), at, work.timeout());
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
    place = new Interaction.Queued();
    return this;
  }

  Draft avoiding(AgentId agent, Instant until, Instant now) {
    var kept = new ArrayList<Avoided>();
    for (Avoided one : avoided)
      if (!one.agent().equals(agent) && one.until().isAfter(now)) kept.add(one);
    kept.add(new Avoided(agent, until));
    if (kept.size() > Interaction.REMEMBERED_AVOIDED) kept.remove(0);
    avoided = kept;
    return this;
  }

  Interaction done() {
    return new Interaction(
        before.revision() + 1,
        before.profile(),
        isOnline,
        heldAt,
        position,
        place,
        data,
        deliveredAt,
        abandonedAt,
        lastEnded,
        avoided,
        attempts);
  }
}
