package io.ixion.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.benchmark.demo.Proof.Step;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ProofTest {
  private final Proof proof = new Proof(unreachable(), "default");

  @Test
  void whatIsInTheJournalIsNotLost() {
    proof.judge(
        List.of(new Step("a", "submitted"), new Step("a", "accepted")),
        Map.of("a", List.of("submitted", "offered", "accepted")));

    assertThat(proof.lost()).isZero();
    assertThat(proof.doubled()).isZero();
  }

  @Test
  void anAcknowledgedStepThatIsNotInTheJournalIsLost() {
    proof.judge(
        List.of(new Step("a", "stopped"), new Step("b", "submitted")),
        Map.of("a", List.of("submitted", "offered", "accepted")));

    assertThat(proof.lost()).isEqualTo(2);
  }

  @Test
  void twoWhoHaveItAtOnceAreDoubled() {
    proof.judge(List.of(), Map.of("a", List.of("submitted", "accepted", "offered", "accepted")));

    assertThat(proof.doubled()).isEqualTo(1);
  }

  @Test
  void oneAfterTheOtherIsNotDoubled() {
    proof.judge(List.of(), Map.of("a", List.of("accepted", "released", "offered", "accepted")));

    assertThat(proof.doubled()).isZero();
  }

  @Test
  void whatCouldNotBeLookedUpIsLookedUpLater() {
    proof.acknowledged("a", "submitted");

    for (int times = 0; times < 2; times++)
      assertThatThrownBy(proof::look).isInstanceOf(SQLException.class);
  }

  private static DataSource unreachable() {
    return (DataSource)
        Proxy.newProxyInstance(
            ProofTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              throw new SQLException("away");
            });
  }
}
