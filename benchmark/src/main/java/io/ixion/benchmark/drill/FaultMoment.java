package io.ixion.benchmark.drill;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.Locale;

/** A point in an interaction's life at which a fault can be made to hit. */
enum FaultMoment {
  SUBMIT("a submit is under way at it", Kind.INVOKE, "submit"),
  OFFER("an offered interaction's acceptance is under way at it", Kind.INVOKE, "accept"),
  ACCEPT("it has just acknowledged an acceptance, and the work goes on", Kind.OK, "accept");

  private final String description;
  private final Kind kind;
  private final String op;

  FaultMoment(String description, Kind kind, String op) {
    this.description = description;
    this.kind = kind;
    this.op = op;
  }

  String description() {
    return description;
  }

  boolean is(Edge edge) {
    return edge.is(kind, op);
  }

  /** Whether somebody still waits for an answer at that moment. */
  boolean isUnderWay() {
    return kind == Kind.INVOKE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
