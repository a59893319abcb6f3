package io.ixion.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepLatenciesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void anAgentMayBeDoneBeforeTheSubmitterHasItsAnswer() {
    var latencies = StepLatencies.kept();
    long now = System.nanoTime();
    latencies.stopped("a", now - 2 * SECOND, now - SECOND);
    latencies.submitted("a", now - 3 * SECOND);

    assertThat(latencies.millis(StepLatencies.Step.OFFERED, 50)).isZero();
    assertThat(latencies.millis(StepLatencies.Step.ACCEPT, 50)).isBetween(999.0, 1_002.0);
    assertThat(latencies.millis(StepLatencies.Step.END_TO_END, 50)).isGreaterThanOrEqualTo(2_999);
    assertThat(latencies.count(StepLatencies.Step.END_TO_END)).isOne();
  }

  @Test
  void halfATripHasNoEndToEnd() {
    var latencies = StepLatencies.kept();
    latencies.submitted("a", System.nanoTime());

    assertThat(latencies.count(StepLatencies.Step.SUBMIT)).isOne();
    assertThat(latencies.count(StepLatencies.Step.END_TO_END)).isZero();
  }

  @Test
  void forgottenTripsAreNotCounted() {
    var latencies = StepLatencies.forgotten();
    latencies.submitted("a", System.nanoTime());
    latencies.stopped("a", System.nanoTime(), System.nanoTime());

    assertThat(latencies.count(StepLatencies.Step.END_TO_END)).isZero();
  }
}
