package io.ixion.engine.decision;

import java.util.List;

/**
 * The answer of a rule: events to store, nothing to do because this attempt was already done, or a
 * refusal.
 */
public sealed interface Decision<E> {
  record Accepted<E>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  record AlreadyDone<E>() implements Decision<E> {}

  record Refused<E>(Rejection why) implements Decision<E> {}

  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  static <E> Decision<E> alreadyDone() {
    return new AlreadyDone<>();
  }

  static <E> Decision<E> refuse(String code, String detail) {
    return new Refused<>(new Rejection(code, detail));
  }
}
