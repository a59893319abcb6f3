package io.ixion.engine.decision;

import java.util.List;

/**
 * The answer of a rule: events to store with what follows them, nothing to do because this attempt
 * was already done, or a refusal.
 */
public sealed interface Decision<E> {
  /**
   * It is so.
   *
   * @param events to be stored, all or none; there may be none
   * @param effects to be run once the events are durable
   */
  record Accepted<E>(List<E> events, List<Effect> effects) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
      effects = List.copyOf(effects);
    }
  }

  record AlreadyDone<E>() implements Decision<E> {}

  record Refused<E>(Rejection why) implements Decision<E> {}

  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event), List.of());
  }

  /** Nothing is stored, but something follows. */
  static <E> Decision<E> act(List<? extends Effect> effects) {
    return new Accepted<>(List.of(), List.copyOf(effects));
  }

  static <E> Decision<E> alreadyDone() {
    return new AlreadyDone<>();
  }

  static <E> Decision<E> refuse(String code, String detail) {
    return new Refused<>(new Rejection(code, detail));
  }
}
