package io.ixion.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateCopiesTest {
  private final LateCopies<String> copies = new LateCopies<>();

  @Test
  void whatHadNoEffectIsDecidedTheSameWayAgain() {
    Decision<String> refused = Decision.refuse("not-logged-in", "expected a session");
    copies.remember(7, refused);
    copies.remember(8, Decision.alreadyDone());
    assertThat(copies.of(7)).contains(refused);
    assertThat(copies.of(8)).contains(Decision.alreadyDone());
    assertThat(copies.of(9)).isEmpty();
  }

  @Test
  void whatHadAnEffectIsLeftToTheJournal() {
    copies.remember(7, Decision.accept("event"));
    assertThat(copies.of(7)).isEmpty();
  }

  @Test
  void onlyTheLatestAreRemembered() {
    for (long question = 0; question <= LateCopies.REMEMBERED; question++)
      copies.remember(question, Decision.alreadyDone());
    assertThat(copies.of(0)).isEmpty();
    assertThat(copies.of(1)).isPresent();
    assertThat(copies.of(LateCopies.REMEMBERED)).isPresent();
  }
}
