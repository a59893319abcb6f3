package io.ixion.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnsweredQuestionsTest {
  private static final Decision<String> REFUSED =
      Decision.refuse("not-logged-in", "expected a session");
  private static final Decision<String> ACCEPTED = Decision.accept("event");
  private final AnsweredQuestions<String> copies = new AnsweredQuestions<>();

  @Test
  void whatHadNoEffectIsDecidedTheSameWayAgain() {
    assertThat(copies.decide(7, () -> REFUSED)).isEqualTo(REFUSED);
    assertThat(copies.decide(8, Decision::alreadyDone)).isEqualTo(Decision.alreadyDone());

    assertThat(copies.decide(7, () -> ACCEPTED)).isEqualTo(REFUSED);
    assertThat(copies.decide(8, () -> ACCEPTED)).isEqualTo(Decision.alreadyDone());
    assertThat(copies.decide(9, () -> ACCEPTED)).isEqualTo(ACCEPTED);
  }

  @Test
  void whatHadAnEffectIsLeftToTheJournal() {
    copies.decide(7, () -> ACCEPTED);

    assertThat(copies.decide(7, Decision::alreadyDone)).isEqualTo(Decision.alreadyDone());
  }

  @Test
  void onlyTheLatestAreRemembered() {
    for (long question = 0; question <= AnsweredQuestions.REMEMBERED; question++)
      copies.decide(question, () -> REFUSED);

    assertThat(copies.decide(1, () -> ACCEPTED)).isEqualTo(REFUSED);
    assertThat(copies.decide(AnsweredQuestions.REMEMBERED, () -> ACCEPTED)).isEqualTo(REFUSED);
    assertThat(copies.decide(0, () -> ACCEPTED)).isEqualTo(ACCEPTED);
  }
}
