package io.ixion.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Rounds.Result result(String road, long items) {
    return new Rounds.Result(
        road, items, 2, new Costs(2, 1, 1, 5_000 * items), StepLatencies.forgotten());
  }

  @Test
  void ratiosAreTakenWithinARoundBeforeTheirMedian() {
    var comparison = new Comparison();
    for (long floor : List.of(100L, 200L, 400L)) comparison.add(result("floor", floor));
    for (long engine : List.of(300L, 300L, 400L)) comparison.add(result("engine", engine));

    assertThat(comparison.ratio("engine")).isEqualTo(1.5);
    assertThat(comparison.leastRatio("engine")).isEqualTo(1);
    assertThat(comparison.mostRatio("engine")).isEqualTo(3);
    assertThat(comparison.ratio("floor")).isEqualTo(1);
  }

  @Test
  void thereIsNoRatioWithoutTheFloor() {
    var comparison = new Comparison();
    comparison.add(result("engine", 100));

    assertThat(comparison.ratio("engine")).isNaN();
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Comparison.median(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(3);
    assertThat(Comparison.median(List.of())).isNaN();
  }

  @Test
  void costsAreToldPerInteraction() {
    Rounds.Result result = result("engine", 2_000);

    assertThat(result.perSecond()).isEqualTo(1_000);
    assertThat(result.cpuSecondsPer1000()).isCloseTo(2, within(1e-9));
    assertThat(result.databaseCpuSecondsPer1000()).isCloseTo(0.5, within(1e-9));
    assertThat(result.walBytesPerItem()).isEqualTo(5_000);
  }
}
