package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import java.util.Set;

/** Where an interaction is between two of its events, and which of them may come next. */
enum Standing {
  NOWHERE("", Set.of(Kind.SUBMITTED)),
  WAITING(
      "queued", Set.of(Kind.OFFERED, Kind.STOPPED, Kind.PLACED_IN_QUEUE, Kind.HELD, Kind.RESUMED)),
  HELD("queued", Set.of(Kind.STOPPED, Kind.PLACED_IN_QUEUE, Kind.HELD, Kind.RESUMED)),
  OFFERED(
      "offered",
      Set.of(
          Kind.ACCEPTED,
          Kind.REJECTED,
          Kind.OFFER_EXPIRED,
          Kind.RESCINDED,
          Kind.STOPPED,
          Kind.PLACED_IN_QUEUE)),
  HANDLING("handling", Set.of(Kind.RELEASED, Kind.STOPPED, Kind.PLACED_IN_QUEUE)),
  STOPPED("stopped", Set.of());

  private static final Set<Kind> ANYWHERE = Set.of(Kind.DATA_CHANGED, Kind.WENT_OFFLINE);

  private final String state;
  private final Set<Kind> next;

  Standing(String state, Set<Kind> next) {
    this.state = state;
    this.next = next;
  }

  /** As everybody shows it. */
  String state() {
    return state;
  }

  boolean allows(Fact fact) {
    boolean lives = this != NOWHERE && this != STOPPED;
    return next.contains(fact.kind()) || (lives && ANYWHERE.contains(fact.kind()));
  }

  Standing after(Fact fact) {
    return switch (fact.kind()) {
      case DATA_CHANGED, WENT_OFFLINE -> this;
      case OFFERED -> OFFERED;
      case ACCEPTED -> HANDLING;
      case STOPPED -> STOPPED;
      case HELD -> HELD;
      case SUBMITTED, PLACED_IN_QUEUE -> fact.isHeld() ? HELD : WAITING;
      default -> WAITING;
    };
  }
}
