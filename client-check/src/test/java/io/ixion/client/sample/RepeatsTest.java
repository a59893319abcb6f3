package io.ixion.client.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.client.ApiException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table "what may be repeated when" of docs/clients.md. */
class RepeatsTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final Repeats repeats = new Repeats(pauses::add);

  private static ApiException refused(int status, String... retryAfter) {
    var headers = HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (n, v) -> true);
    return new ApiException(status, headers, "{}");
  }

  private String send(boolean idempotent, ApiException... before) throws Exception {
    var failures = new ArrayDeque<>(List.of(before));
    return repeats.call(
        idempotent,
        () -> {
          if (!failures.isEmpty()) throw failures.remove();
          return "done after " + pauses.size();
        });
  }

  @Test
  void repeatsWhatWasNotDoneWhateverItIs() throws Exception {
    assertThat(send(false, refused(503, "2"), refused(429), refused(408)))
        .isEqualTo("done after 3");
    assertThat(pauses.get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void repeatsWhatMayHaveBeenDoneOnlyIfThatDoesNoHarm() throws Exception {
    ApiException lost = new ApiException(new IOException("connection reset"));
    assertThat(send(true, lost, refused(504), refused(502))).isEqualTo("done after 3");
    for (ApiException unknown : List.of(lost, refused(504), refused(502)))
      assertThatThrownBy(() -> send(false, unknown)).isSameAs(unknown);
  }

  @Test
  void neverRepeatsWhatIsWrong() {
    for (int status : new int[] {400, 403, 404, 405, 409, 412, 413, 415, 422, 500}) {
      ApiException wrong = refused(status);
      assertThatThrownBy(() -> send(true, wrong)).isSameAs(wrong);
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpInTheEnd() {
    ApiException busy = refused(503, "1");
    assertThatThrownBy(() -> send(true, busy, busy, busy, busy, busy, busy)).isSameAs(busy);
    assertThat(pauses).hasSize(5);
  }
}
