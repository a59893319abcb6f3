package io.ixion.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
  private static final String FULL =
      "Stash buffer is full, dropping message [io.ixion.engine.interaction.actor.Decide]";

  private final RepeatedLines filter = new RepeatedLines();

  private FilterReply at(long millis, String message) {
    var event = new LoggingEvent();
    event.setMessage(message);
    event.setTimeStamp(millis);
    return filter.decide(event);
  }

  @Test
  void oneLineASecondSaysThatMoreWaitsThanMay() {
    assertThat(at(10_000, FULL)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(at(10_000, FULL)).isEqualTo(FilterReply.DENY);
    assertThat(at(10_999, FULL)).isEqualTo(FilterReply.DENY);
    assertThat(at(11_000, FULL)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void oneKindSilencesNoOther() {
    assertThat(at(10_000, FULL)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(at(10_000, "Internal server error, sending 500 response"))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(at(10_001, "Internal server error, sending 500 response"))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void aClockThatIsSetBackSilencesNothing() {
    assertThat(at(10_000, FULL)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(at(5_000, FULL)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void everyOtherLineIsToldEachTime() {
    assertThat(at(10_000, "something else")).isEqualTo(FilterReply.NEUTRAL);
    assertThat(at(10_000, "something else")).isEqualTo(FilterReply.NEUTRAL);
  }
}
