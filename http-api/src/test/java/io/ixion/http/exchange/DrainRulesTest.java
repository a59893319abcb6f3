package io.ixion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainRulesTest {
  private static final long BEGUN = -5; // such a clock may be negative
  private final ConnectionDrain drain = new ConnectionDrain(Duration.ofSeconds(2));

  @Test
  void isOverOnceNobodyAsksForAnything() {
    drain.begin(BEGUN);

    assertThat(drain.isOver(afterMillis(499))).isFalse();
    assertThat(drain.isOver(afterMillis(500))).isTrue();
  }

  @Test
  void waitsForClientsWhoStillAsk() {
    drain.begin(BEGUN);

    ask("/api/v1/interactions", 400);

    assertThat(drain.isOver(afterMillis(899))).isFalse();
    assertThat(drain.isOver(afterMillis(900))).isTrue();
  }

  @Test
  void doesNotWaitForThoseWhoOnlyLookAfterIt() {
    drain.begin(BEGUN);

    ask("/health/ready", 400);
    ask("/metrics", 450);

    assertThat(drain.isOver(afterMillis(500))).isTrue();
  }

  @Test
  void doesNotWaitForEver() {
    drain.begin(BEGUN);

    for (int millis = 0; millis < 2_000; millis += 100) ask("/api/v1/agents/a", millis);

    assertThat(drain.isOver(afterMillis(1_999))).isFalse();
    assertThat(drain.isOver(afterMillis(2_000))).isTrue();
  }

  @Test
  void ofNoLengthIsOverAtOnce() {
    var none = new ConnectionDrain(Duration.ZERO);
    none.begin(BEGUN);

    assertThat(none.isOver(BEGUN)).isTrue();
  }

  @Test
  void isNotOverBeforeItHasBegun() {
    assertThat(drain.isOver(afterMillis(10_000))).isFalse();
  }

  private void ask(String path, long millis) {
    drain.asked(HttpRequest.GET("http://node" + path), afterMillis(millis));
  }

  private static long afterMillis(long millis) {
    return BEGUN + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
