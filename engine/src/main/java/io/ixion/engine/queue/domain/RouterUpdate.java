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

  /** Many of them together; each is copied once. */
  static final class Sum {
    private final List<Candidate> waiting = new ArrayList<>();
    private final List<InteractionId> gone = new ArrayList<>();

    Sum add(RouterUpdate update) {
      waiting.addAll(update.waiting);
      gone.addAll(update.gone);
      return this;
    }

    RouterUpdate total() {
      return waiting.isEmpty() && gone.isEmpty() ? NOTHING : new RouterUpdate(waiting, gone);
    }
  }
}
