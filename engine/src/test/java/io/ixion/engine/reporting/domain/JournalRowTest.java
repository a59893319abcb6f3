package io.ixion.engine.reporting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.reporting.domain.JournalRow.Kind;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalRowTest {
  @Test
  void knowsWhoseEventItIs() {
    assertThat(subject("interaction|acme/ixn_1"))
        .contains(new Subject(Kind.INTERACTION, "acme", "ixn_1"));
    assertThat(subject("agent|acme/ann@example.org:1"))
        .contains(new Subject(Kind.AGENT, "acme", "ann@example.org:1"));
  }

  @Test
  void leavesOutWhatTheReadSideDoesNotShow() {
    assertThat(subject("/sharding/InteractionCoordinator")).isEmpty();
    assertThat(subject("/system/a|b/c")).isEmpty();
    assertThat(subject("workbin|acme/1")).isEmpty();
    assertThat(subject("agent|acme")).isEmpty();
    assertThat(subject("|acme/1")).isEmpty();
    assertThat(subject("")).isEmpty();
  }

  private static Optional<Subject> subject(String persistenceId) {
    return new JournalRow(1, 1, persistenceId, 1, 0, new byte[0]).subject();
  }
}
