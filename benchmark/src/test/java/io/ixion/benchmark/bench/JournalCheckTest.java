package io.ixion.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class JournalCheckTest {
  @Test
  void acceptsWhatAddsUp() {
    assertThatCode(() -> JournalCheck.expect("here", 10, 7, 10, 7, 3)).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsLostDoubledOrStuck() {
    assertThatIllegalStateException().isThrownBy(() -> JournalCheck.expect("here", 10, 7, 9, 7, 2));
    assertThatIllegalStateException()
        .isThrownBy(() -> JournalCheck.expect("here", 10, 7, 10, 8, 2))
        .withMessageContaining("expected 10 interactions in here");
    assertThatIllegalStateException()
        .isThrownBy(() -> JournalCheck.expect("here", 10, 7, 10, 7, 2));
  }
}
