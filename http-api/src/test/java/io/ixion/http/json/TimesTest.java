package io.ixion.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void timesAreKeptToTheMillisecond() {
    assertThat(Times.parse("2026-11-23T11:00:00.123999999+01:00"))
        .contains(Instant.parse("2026-11-23T10:00:00.123Z"));
  }

  @Test
  void durationsAreKeptToTheMillisecond() {
    var fields = new Fields(Map.of("waitCredit", "PT1.0009S"));
    assertThat(fields.duration("waitCredit", Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    fields.end();
  }
}
