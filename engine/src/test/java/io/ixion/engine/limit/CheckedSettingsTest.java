package io.ixion.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CheckedSettingsTest {
  private final CheckedSettings settings =
      new CheckedSettings(
          ConfigFactory.parseString("queue { window = 7, pause = 90s, data = 2KiB }"), "queue");

  @Test
  void whatIsWithinItsLimitsIsTaken() {
    assertThat(settings.number("window", 7, 7)).isEqualTo(7);
    assertThat(settings.bytes("data", 2_048, 2_048)).isEqualTo(2_048);
    assertThat(settings.time("pause", Duration.ofSeconds(90), CheckedSettings.DAY))
        .isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void whatIsNotIsRefusedWithNameLimitsAndValue() {
    refuses(() -> settings.number("window", 8, 10), "ixion.queue.window must be 8 to 10, found 7");
    refuses(() -> settings.number("window", 1, 6), "ixion.queue.window must be 1 to 6, found 7");
    refuses(
        () -> settings.bytes("data", 0, 100),
        "ixion.queue.data must be 0 bytes to 100 bytes, found 2048 bytes");
    refuses(
        () -> settings.time("pause", Duration.ofMillis(100), Duration.ofMinutes(1)),
        "ixion.queue.pause must be 100 ms to 1 min, found 90 s");
  }

  @Test
  void whatCannotBeReadIsRefusedInTheSameWords() {
    var words =
        new CheckedSettings(ConfigFactory.parseString("a { n = many, t = soon, b = big }"), "a");
    refuses(() -> words.number("n", 1, 6), "ixion.a.n must be 1 to 6, found \"many\"");
    refuses(() -> words.bytes("b", 0, 9), "ixion.a.b must be 0 bytes to 9 bytes, found \"big\"");
    refuses(
        () -> words.time("t", Duration.ofSeconds(1), CheckedSettings.DAY),
        "ixion.a.t must be 1 s to 1 d, found \"soon\"");
  }

  private static void refuses(ThrowingCallable read, String why) {
    assertThatThrownBy(read).isInstanceOf(IllegalArgumentException.class).hasMessage(why);
  }
}
