package io.ixion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryWarmUpTest {
  @Test
  void practisesEachOfWhatIsNewOnce() {
    List<String> latest = List.of("interaction|a/1", "agent|a/x", "interaction|a/1", "other|b/y");

    assertThat(RecoveryWarmUp.chosen(latest, Set.of()))
        .containsExactlyInAnyOrder("interaction|a/1", "agent|a/x");
    assertThat(RecoveryWarmUp.chosen(latest, Set.of("interaction"))).containsExactly("agent|a/x");
    assertThat(RecoveryWarmUp.chosen(List.of(), Set.of())).isEmpty();
  }

  @Test
  void practisesAFewOnly() {
    var latest = new ArrayList<String>();
    for (int i = 0; i < 100; i++) latest.add("interaction|a/" + i);

    assertThat(RecoveryWarmUp.chosen(latest, Set.of())).hasSize(10).contains("interaction|a/0");
  }
}
