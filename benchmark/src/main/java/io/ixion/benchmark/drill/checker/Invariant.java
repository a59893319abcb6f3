package io.ixion.benchmark.drill.checker;

/** What must hold of every history, whatever has failed meanwhile. */
public enum Invariant {
  S1("what was acknowledged is in the journal"),
  S2("one interaction has one agent at a time"),
  S3("nothing is left behind once everything has healed"),
  S4("equal interactions are offered in their order"),
  S5("journal, read side and owners agree, without gaps or duplicates"),
  S6("a repeated request has one effect"),
  S7("counts are conserved and no agent has more than its capacity"),
  S8("every step is one that the state allows, and nothing follows the end"),
  S9("nothing is seen before it is durable"),
  S10("one writer at a time, and none comes back");

  private final String title;

  Invariant(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
