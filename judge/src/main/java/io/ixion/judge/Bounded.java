package io.ixion.judge;

/** 10: nothing that was measured grew beyond its limit. */
final class Bounded implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.BOUNDED;
  }

  @Override
  public void examine(History history, Examination examination) {
    if (history.circumstances().measures().isEmpty())
      examination.leaveOut("what memory, queues and waits came to");
    for (Circumstances.Measure measure : history.circumstances().measures())
      examination.expect(
          measure.most() <= measure.limit(),
          measure.what(),
          () ->
              measure.what() + " came to " + measure.most() + ", its limit is " + measure.limit());
  }
}
