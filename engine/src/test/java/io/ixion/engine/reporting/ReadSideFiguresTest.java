package io.ixion.engine.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadSideFiguresTest {
  private final ReadSideFigures figures = new ReadSideFigures();

  @Test
  void aNodeThatIsNotTheOwnerHasNoLag() {
    assertThat(figures.isRunning()).isFalse();
    assertThat(figures.lagSeconds()).isZero();
  }

  @Test
  void showsTheLagOfTheLastRound() {
    figures.applied(3, 0.25);
    figures.applied(2, 0.5);
    assertThat(figures.isRunning()).isTrue();
    assertThat(figures.lagSeconds()).isEqualTo(0.5);
    assertThat(figures.appliedTotal()).isEqualTo(5);
  }

  @Test
  void theLagGrowsWhileInterruptedAndEndsWithTheNextGoodRound() {
    figures.applied(3, 2);
    figures.interrupted();
    double first = figures.lagSeconds();
    figures.interrupted();
    assertThat(figures.isRunning()).isFalse();
    assertThat(figures.isInterrupted()).isTrue();
    assertThat(first).isGreaterThan(2);
    assertThat(figures.lagSeconds()).isGreaterThan(first);
    figures.applied(0, 0);
    assertThat(figures.lagSeconds()).isZero();
  }

  @Test
  void whoIsNoLongerTheOwnerHasNoLag() {
    figures.applied(3, 2);
    figures.interrupted();
    figures.stopped();
    assertThat(figures.isRunning()).isFalse();
    assertThat(figures.isInterrupted()).isFalse();
    assertThat(figures.lagSeconds()).isZero();
  }
}
