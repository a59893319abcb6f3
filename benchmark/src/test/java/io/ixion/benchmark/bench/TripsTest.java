package io.ixion.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TripsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void anAgentMayBeDoneBeforeTheSubmitterHasItsAnswer() {
    var trips = Trips.kept();
    long now = System.nanoTime();
    trips.stopped("a", now - 2 * SECOND, now - SECOND);
    trips.submitted("a", now - 3 * SECOND);

    assertThat(trips.millis(Trips.Step.OFFERED, 50)).isZero();
    assertThat(trips.millis(Trips.Step.ACCEPT, 50)).isBetween(999.0, 1_002.0);
    assertThat(trips.millis(Trips.Step.END_TO_END, 50)).isGreaterThanOrEqualTo(2_999);
    assertThat(trips.count(Trips.Step.END_TO_END)).isOne();
  }

  @Test
  void halfATripHasNoEndToEnd() {
    var trips = Trips.kept();
    trips.submitted("a", System.nanoTime());

    assertThat(trips.count(Trips.Step.SUBMIT)).isOne();
    assertThat(trips.count(Trips.Step.END_TO_END)).isZero();
  }

  @Test
  void forgottenTripsAreNotCounted() {
    var trips = Trips.forgotten();
    trips.submitted("a", System.nanoTime());
    trips.stopped("a", System.nanoTime(), System.nanoTime());

    assertThat(trips.count(Trips.Step.END_TO_END)).isZero();
  }
}
