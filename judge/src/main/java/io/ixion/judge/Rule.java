package io.ixion.judge;

/** How one invariant is judged. Pure: the same history gives the same judgement. */
interface Rule {
  Invariant invariant();

  void examine(History history, Examination examination);
}
