package io.ixion.engine.reporting.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.reporting.domain.JournalRow.Kind;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import org.junit.jupiter.api.Test;

class LatestStatesTest {
  private final LatestStates<String> latest = new LatestStates<>(String::length, 3, 10);

  @Test
  void forgetsTheOneNotUsedForLongest() {
    put("a", "1");
    put("b", "1");
    put("c", "1");
    latest.get(subject("a"));
    put("d", "1");
    assertThat(latest.get(subject("b"))).isEmpty();
    assertThat(latest.get(subject("a"))).contains("1");
    assertThat(latest.size()).isEqualTo(3);
  }

  @Test
  void keepsFewerWhenTheyAreHeavy() {
    put("a", "55555");
    put("b", "55555");
    put("c", "1");
    assertThat(latest.get(subject("a"))).isEmpty();
    assertThat(latest.get(subject("b"))).isPresent();
    assertThat(latest.get(subject("c"))).isPresent();
  }

  @Test
  void countsAReplacedStateOnce() {
    for (int i = 0; i < 100; i++) put("a", "55555");
    put("b", "55555");
    assertThat(latest.size()).isEqualTo(2);
  }

  @Test
  void doesNotKeepWhatIsTooHeavyAlone() {
    put("a", "1");
    put("b", "this is more than ten");
    assertThat(latest.size()).isZero();
    put("a", "1");
    assertThat(latest.get(subject("a"))).contains("1");
  }

  @Test
  void startsAgainAfterItWasCleared() {
    put("a", "0123456789");
    latest.clear();
    put("b", "0123456789");
    assertThat(latest.get(subject("b"))).isPresent();
  }

  private void put(String name, String state) {
    latest.put(subject(name), state);
  }

  private static Subject subject(String name) {
    return new Subject(Kind.AGENT, "acme", name);
  }
}
