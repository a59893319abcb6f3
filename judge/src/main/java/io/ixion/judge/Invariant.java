package io.ixion.judge;

/** What must hold of every history, whatever has failed meanwhile; numbered as in the design. */
public enum Invariant {
  NOTHING_LOST("nothing lost"),
  ONE_OWNER("one owner"),
  NOTHING_STUCK("nothing stuck"),
  ORDER("order"),
  CAPACITY("capacity"),
  AGREEMENT("agreement"),
  ONCE("once"),
  APART("apart"),
  ALL_TOLD("all told"),
  BOUNDED("bounded");

  private final String title;

  Invariant(String title) {
    this.title = title;
  }

  /** From 1. */
  public int number() {
    return ordinal() + 1;
  }

  public String title() {
    return title;
  }

  /** As it is printed: the number and the name. */
  @Override
  public String toString() {
    return number() + " " + title;
  }
}
