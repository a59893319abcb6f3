package io.ixion.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.decision.Condition.Revisions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Optional<Long> ABSENT = Optional.empty();
  private static final Optional<Long> THIRD = Optional.of(3L);
  private static final Revisions OURS = new Revisions(false, List.of(1L, 3L));
  private static final Revisions OTHERS = new Revisions(false, List.of(2L));
  private static final Revisions NOBODYS = new Revisions(false, List.of());

  @Test
  void matchMeansThatItIsThereAndAtOneOfThem() {
    assertThat(match(Revisions.ANY).holds(THIRD)).isTrue();
    assertThat(match(OURS).holds(THIRD)).isTrue();
    for (Revisions each : List.of(OTHERS, NOBODYS)) assertThat(match(each).holds(THIRD)).isFalse();
    for (Revisions each : List.of(Revisions.ANY, OURS, OTHERS, NOBODYS))
      assertThat(match(each).holds(ABSENT)).isFalse();
  }

  @Test
  void noneMatchMeansTheOpposite() {
    assertThat(noneMatch(Revisions.ANY).holds(THIRD)).isFalse();
    assertThat(noneMatch(OURS).holds(THIRD)).isFalse();
    for (Revisions each : List.of(OTHERS, NOBODYS))
      assertThat(noneMatch(each).holds(THIRD)).isTrue();
    for (Revisions each : List.of(Revisions.ANY, OURS, OTHERS, NOBODYS))
      assertThat(noneMatch(each).holds(ABSENT)).isTrue();
  }

  @Test
  void bothMustHold() {
    var both = new Condition(Optional.of(OURS), Optional.of(OURS));
    assertThat(both.holds(THIRD)).isFalse();
    assertThat(Condition.NONE.holds(THIRD)).isTrue();
    assertThat(Condition.NONE.holds(ABSENT)).isTrue();
  }

  @Test
  void whatIsAcceptedIsRefusedWhenItDoesNotHold() {
    Decision<String> accepted = Decision.accept("event");
    assertThat(match(OURS).judge(accepted, THIRD, false)).isSameAs(accepted);
    assertThat(match(OTHERS).judge(accepted, THIRD, false))
        .isEqualTo(
            Decision.refuse(
                RejectionCodes.STALE_REVISION,
                "expected revision one of [2]; it is at revision 3"));
    assertThat(match(Revisions.ANY).judge(accepted, ABSENT, false))
        .isEqualTo(
            Decision.refuse(
                RejectionCodes.STALE_REVISION, "expected revision any; it does not exist"));
    assertThat(noneMatch(Revisions.ANY).judge(accepted, THIRD, false))
        .isEqualTo(
            Decision.refuse(
                RejectionCodes.STALE_REVISION, "expected no revision of any; it is at revision 3"));
  }

  @Test
  void whatIsDoneStaysDoneAndWhatIsNotThereIsSaid() {
    for (boolean isRepetition : new boolean[] {true, false})
      assertThat(match(OTHERS).judge(Decision.alreadyDone(), THIRD, isRepetition))
          .isEqualTo(Decision.alreadyDone());
    assertThat(noneMatch(OURS).judge(Decision.alreadyDone(), THIRD, true))
        .isEqualTo(Decision.alreadyDone());
    assertThat(noneMatch(OURS).judge(Decision.alreadyDone(), THIRD, false))
        .isInstanceOf(Decision.Refused.class);
    Decision<String> unknown = Decision.refuse(RejectionCodes.NOT_FOUND, "nothing");
    assertThat(match(OTHERS).judge(unknown, ABSENT, false)).isSameAs(unknown);
  }

  private static Condition match(Revisions revisions) {
    return new Condition(Optional.of(revisions), Optional.empty());
  }

  private static Condition noneMatch(Revisions revisions) {
    return new Condition(Optional.empty(), Optional.of(revisions));
  }
}
