package io.ixion.engine.routing.domain;

import static io.ixion.engine.routing.domain.RoutingFixtures.INBOUND;
import static io.ixion.engine.routing.domain.RoutingFixtures.at;
import static io.ixion.engine.routing.domain.UpdateSequence.Verdict.APPLY;
import static io.ixion.engine.routing.domain.UpdateSequence.Verdict.APPLY_AND_ASK;
import static io.ixion.engine.routing.domain.UpdateSequence.Verdict.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpdateSequenceTest {
  private final UpdateSequence tellings = new UpdateSequence();

  private UpdateSequence.Verdict whole(long sequence) {
    return tellings.judge(INBOUND, new UpdateSequence.Place(sequence, 0, 1, true));
  }

  private UpdateSequence.Verdict news(long sequence) {
    return tellings.judge(INBOUND, new UpdateSequence.Place(sequence, 0, 1, false));
  }

  private UpdateSequence.Verdict part(long sequence, int part) {
    return tellings.judge(INBOUND, new UpdateSequence.Place(sequence, part, 3, true));
  }

  @Test
  void newsInOrderNeedsNothing() {
    assertThat(whole(7)).isEqualTo(APPLY);
    assertThat(news(8)).isEqualTo(APPLY);
    assertThat(news(9)).isEqualTo(APPLY);
  }

  @Test
  void aQueueThatWasNeverHeardIsAskedUntilItTellsEverything() {
    assertThat(news(5)).isEqualTo(APPLY_AND_ASK);
    assertThat(news(6)).isEqualTo(APPLY_AND_ASK);
    assertThat(whole(7)).isEqualTo(APPLY);
    assertThat(news(8)).isEqualTo(APPLY);
  }

  @Test
  void afterAGapTheQueueIsAskedUntilItTellsEverything() {
    whole(1);
    assertThat(news(3)).isEqualTo(APPLY_AND_ASK);
    assertThat(news(4)).isEqualTo(APPLY_AND_ASK);
    assertThat(whole(5)).isEqualTo(APPLY);
  }

  @Test
  void oldNewsIsNotApplied() {
    whole(5);
    assertThat(news(4)).isEqualTo(ASK);
    assertThat(news(5)).isEqualTo(ASK);
    assertThat(news(6)).isEqualTo(APPLY);
  }

  @Test
  void aTellingInPartsIsCompleteAfterTheLast() {
    assertThat(part(1, 0)).isEqualTo(APPLY);
    assertThat(part(1, 1)).isEqualTo(APPLY);
    assertThat(part(1, 2)).isEqualTo(APPLY);
    assertThat(news(2)).isEqualTo(APPLY);
  }

  @Test
  void aLostPartIsAGap() {
    part(1, 0);
    assertThat(part(1, 2)).isEqualTo(APPLY_AND_ASK);
    part(3, 0);
    part(3, 1);
    assertThat(news(4)).isEqualTo(APPLY_AND_ASK);
  }

  @Test
  void oneIsAskedAtMostOnceInTheInterval() {
    var limit = new AskLimit<String>(Duration.ofSeconds(1));
    assertThat(limit.mayAsk("a", at(0))).isTrue();
    assertThat(limit.mayAsk("a", at(0).plusMillis(999))).isFalse();
    assertThat(limit.mayAsk("b", at(0).plusMillis(999))).isTrue();
    assertThat(limit.mayAsk("a", at(1))).isTrue();
  }
}
