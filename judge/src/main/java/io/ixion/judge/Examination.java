package io.ixion.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what a rule looks at and finds. */
final class Examination {
  private final Invariant invariant;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private long checked;
  private long excused;

  Examination(Invariant invariant) {
    this.invariant = invariant;
  }

  void expect(boolean holds, String subject, Supplier<String> violation) {
    checked++;
    if (!holds) findings.add(new Finding(invariant, subject, violation.get()));
  }

  /** Something that would be a violation but for what was under way. */
  void excuse() {
    checked++;
    excused++;
  }

  /** A part of the invariant that this history does not suffice for. */
  void leaveOut(String part) {
    leftOut.add(part);
  }

  void seen(Finding finding) {
    checked++;
    findings.add(finding);
  }

  Judgement end() {
    return new Judgement(invariant, checked, excused, findings, leftOut);
  }
}
