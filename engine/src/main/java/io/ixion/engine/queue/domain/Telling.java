package io.ixion.engine.queue.domain;

import io.ixion.engine.kernel.InteractionId;
import io.ixion.engine.routing.Candidate;
import java.util.ArrayList;
import java.util.List;

/** What the router has to be told because of a change. */
public record Telling(List<Candidate> waiting, List<InteractionId> gone) {
  public static final Telling NOTHING = new Telling(List.of(), List.of());

  static Telling waiting(Candidate candidate) {
    return new Telling(List.of(candidate), List.of());
  }

  static Telling gone(InteractionId id) {
    return new Telling(List.of(), List.of(id));
  }

  public boolean isEmpty() {
    return waiting.isEmpty() && gone.isEmpty();
  }

  Telling and(Telling other) {
    if (isEmpty()) return other;
    if (other.isEmpty()) return this;
    var bothWaiting = new ArrayList<>(waiting);
    bothWaiting.addAll(other.waiting);
    var bothGone = new ArrayList<>(gone);
    bothGone.addAll(other.gone);
    return new Telling(bothWaiting, bothGone);
  }
}
