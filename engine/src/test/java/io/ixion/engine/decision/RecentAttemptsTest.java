package io.ixion.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.AttemptId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentAttemptsTest {
  private static final List<AttemptId> RECENT =
      List.of(new AttemptId("a"), AttemptId.of("key", "stop"));

  @Test
  void anAttemptThatHadItsEffectIsDone() {
    assertThat(RecentAttempts.judge(RECENT, AttemptId.of("key", "stop")))
        .contains(Decision.alreadyDone());
  }

  @Test
  void aKeyServesOneRequest() {
    assertThat(RecentAttempts.<String>judge(RECENT, AttemptId.of("key", "hold")))
        .get()
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            no -> assertThat(no.why().code()).isEqualTo(RejectionCodes.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void aNewOneIsLeftToTheOtherRules() {
    assertThat(RecentAttempts.judge(RECENT, AttemptId.of("other", "stop"))).isEmpty();
    assertThat(RecentAttempts.judge(List.of(), new AttemptId("a"))).isEmpty();
  }

  @Test
  void theOldestIsForgottenFirst() {
    List<AttemptId> attempts = List.of();
    for (int i = 0; i <= RecentAttempts.REMEMBERED; i++)
      attempts = RecentAttempts.with(attempts, new AttemptId("a" + i));

    assertThat(attempts)
        .hasSize(RecentAttempts.REMEMBERED)
        .startsWith(new AttemptId("a1"))
        .endsWith(new AttemptId("a" + RecentAttempts.REMEMBERED));
  }
}
