package io.ixion.engine.queue.domain;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.routing.Candidate;
import java.util.ArrayList;
import java.util.List;

/** What the router has to be told because of a change. */
public record RouterUpdate(List<Candidate> waiting, List<InteractionId> gone) {
  public static final RouterUpdate NOTHING = new RouterUpdate(List.of(), List.of());

  static RouterUpdate waiting(Candidate candidate) {
    return new RouterUpdate(List.of(candidate), List.of());
  }

  static RouterUpdate gone(InteractionId id) {
    return new RouterUpdate(List.of(), List.of(id));
  }

  public boolean isEmpty() {
    return waiting.isEmpty() && gone.isEmpty();
  }

  RouterUpdate and(RouterUpdate other) {
    if (isEmpty()) return other;
    if (other.isEmpty()) return this;
    var bothWaiting = new ArrayList<>(waiting);
    bothWaiting.addAll(other.waiting);
    var bothGone = new ArrayList<>(gone);
    bothGone.addAll(other.gone);
    return new RouterUpdate(bothWaiting, bothGone);
  }
}
