package io.ixion.judge;

/**
 * 9: the journal, which is the event log, holds every event of an interaction once and in order.
 */
final class AllTold implements Rule {
  @Override
  public Invariant invariant() {
    return Invariant.ALL_TOLD;
  }

  @Override
  public void examine(History history, Examination examination) {
    for (InteractionLife life : history.lives())
      for (int i = 0; i < life.facts().size(); i++) {
        long expected = i + 1L;
        long found = life.facts().get(i).sequence();
        examination.expect(
            found == expected,
            life.id(),
            () -> life.id() + " has event " + found + " for " + expected);
      }
  }
}
