package io.ixion.judge;

import java.util.List;

/**
 * What came of one invariant.
 *
 * @param checked how often it was looked at
 * @param excused how often it was looked at and would be violated, but for what was under way
 * @param leftOut what could not be judged, for want of evidence
 */
public record Judgement(
    Invariant invariant, long checked, long excused, List<Finding> findings, List<String> leftOut) {
  public Judgement {
    findings = List.copyOf(findings);
    leftOut = List.copyOf(leftOut);
  }

  /** Whether any of it was looked at. */
  public boolean isJudged() {
    return checked > 0;
  }

  public boolean isViolated() {
    return !findings.isEmpty();
  }

  /** In few words. */
  public String result() {
    if (isViolated()) return "violated " + findings.size();
    return isJudged() ? "holds" : "not judged";
  }
}
