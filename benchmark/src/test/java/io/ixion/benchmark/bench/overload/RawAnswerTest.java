package io.ixion.benchmark.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawAnswerTest {
  private static Optional<RawAnswer> read(String text, int length) throws IOException {
    return RawAnswer.read(text.getBytes(StandardCharsets.UTF_8), length);
  }

  @Test
  void isReadOnceAllOfItIsThere() throws IOException {
    String text =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 23\r\n\r\n{\"code\" : \"overloaded\"}";
    for (int length = 0; length < text.length(); length++)
      assertThat(read(text, length)).as("%d bytes", length).isEmpty();

    assertThat(read(text, text.length())).contains(new RawAnswer(503, "overloaded", false, false));
  }

  @Test
  void saysThatItIsAReplayAndThatTheConnectionEnds() throws IOException {
    String text =
        "HTTP/1.1 200 OK\r\nidempotent-replayed: true\r\nConnection: close\r\ncontent-length: 2\r\n\r\n{}";

    assertThat(read(text, text.length())).contains(new RawAnswer(200, "", true, true));
  }

  @Test
  void isRefusedWhenItsEndCannotBeKnown() {
    String open = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    String more = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP";

    assertThatThrownBy(() -> read(open, open.length())).hasMessageContaining("without a length");
    assertThatThrownBy(() -> read(more, more.length())).hasMessageContaining("more than");
  }

  @Test
  void tellsWhetherItIsDone() {
    assertThat(Told.by(new RawAnswer(201, "", false, false))).isEqualTo(Told.ACCEPTED);
    assertThat(Told.by(new RawAnswer(200, "", true, false))).isEqualTo(Told.REPLAYED);
    assertThat(Told.by(new RawAnswer(200, "", false, false))).isEqualTo(Told.OTHER);
    assertThat(Told.by(new RawAnswer(503, "overloaded", false, false))).isEqualTo(Told.REFUSED);
    assertThat(Told.by(new RawAnswer(429, "overloaded", false, false))).isEqualTo(Told.REFUSED);
    assertThat(Told.by(new RawAnswer(503, "outcome-unknown", false, false)))
        .isEqualTo(Told.UNKNOWN);
    assertThat(Told.by(new RawAnswer(503, "unavailable", false, false)))
        .isEqualTo(Told.UNAVAILABLE);
    assertThat(Told.by(new RawAnswer(500, "overloaded", false, false))).isEqualTo(Told.OTHER);
  }
}
