package io.ixion.benchmark.drill.checker;

import java.util.List;

/** Judges a finished history. Pure: the same evidence gives the same verdict. */
public final class Checker {
  private Checker() {}

  public static Verdict judge(Evidence evidence) {
    var lives = new Lives(evidence);
    var acknowledged = new Acknowledged(evidence);
    return new Verdict(
        List.of(
            acknowledged.durable(new Finding(Invariant.S1)),
            new Owners(evidence).exclusive(new Finding(Invariant.S2)),
            lives.ended(new Finding(Invariant.S3)),
            new Order(evidence).kept(new Finding(Invariant.S4)),
            lives.agree(new Finding(Invariant.S5)),
            acknowledged.once(new Finding(Invariant.S6)),
            lives.conserved(new Finding(Invariant.S7)),
            lives.legal(new Finding(Invariant.S8)),
            acknowledged.notBeforeDurable(new Finding(Invariant.S9)),
            lives.oneWriter(new Finding(Invariant.S10))));
  }
}
