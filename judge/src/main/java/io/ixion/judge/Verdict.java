package io.ixion.judge;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The judgement of one history, of each invariant in the order of their numbers. */
public record Verdict(List<Judgement> judgements) {
  public Verdict {
    judgements = List.copyOf(judgements);
    if (judgements.size() != Invariant.values().length)
      throw new IllegalArgumentException("a verdict says something of each invariant");
  }

  /** Whether nothing that was judged is violated; what was not judged says {@link #notJudged}. */
  public boolean isPass() {
    return violated().isEmpty();
  }

  public Judgement of(Invariant invariant) {
    return judgements.get(invariant.ordinal());
  }

  public long violations(Invariant... invariants) {
    long sum = 0;
    for (Invariant invariant : invariants) sum += of(invariant).findings().size();
    return sum;
  }

  public Set<Invariant> violated() {
    return which(Judgement::isViolated);
  }

  public Set<Invariant> notJudged() {
    return which(judgement -> !judgement.isJudged());
  }

  private Set<Invariant> which(Predicate<Judgement> test) {
    var which = EnumSet.noneOf(Invariant.class);
    for (Judgement judgement : judgements)
      if (test.test(judgement)) which.add(judgement.invariant());
    return which;
  }
}
