package io.ixion.judge;

import java.util.ArrayList;
import java.util.List;

/** Judges a history by every invariant. */
public final class Judge {
  private static final List<Rule> RULES =
      List.of(
          new NothingLost(),
          new OneOwner(),
          new NothingStuck(),
          new Order(),
          new Capacity(),
          new Agreement(),
          new Once(),
          new Apart(),
          new AllTold(),
          new Bounded());

  private Judge() {}

  public static Verdict judge(History history) {
    var judgements = new ArrayList<Judgement>();
    for (Rule rule : RULES) {
      var examination = new Examination(rule.invariant());
      rule.examine(history, examination);
      for (Finding seen : history.circumstances().seen())
        if (seen.invariant() == rule.invariant()) examination.seen(seen);
      judgements.add(examination.end());
    }
    return new Verdict(judgements);
  }
}
