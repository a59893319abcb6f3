package io.ixion.client.sample;

import io.ixion.client.ApiException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Repeats a call of the generated client as long as that is safe and may help. */
public final class Repeats {
  private static final int MOST = 6;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Pause pause;

  /** One request; the same one, with the same key, each time. */
  @FunctionalInterface
  public interface Call<T> {
    T send() throws ApiException;
  }

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  public Repeats() {
    this(time -> Thread.sleep(time.toMillis()));
  }

  Repeats(Pause pause) {
    this.pause = pause;
  }

  /**
   * @param idempotent whether the request has one effect however often it is done: it has an
   *     Idempotency-Key, answers an offer, reads, or is a PUT or DELETE
   */
  public <T> T call(boolean idempotent, Call<T> request) throws ApiException, InterruptedException {
    for (int sent = 1; ; sent++) {
      try {
        return request.send();
      } catch (ApiException refused) {
        if (sent == MOST || !mayBeRepeated(refused.getCode(), idempotent)) throw refused;
        pause.of(until(refused.getResponseHeaders(), sent));
      }
    }
  }

  /** By status; 0 is a connection that was lost or timed out. */
  static boolean mayBeRepeated(int status, boolean idempotent) {
    return switch (status) {
      case 408, 429, 503 -> true; // it was not done
      case 0, 502, 504 -> idempotent; // nobody knows whether it was done
      default -> false;
    };
  }

  /** What the node asks for, else twice as long each time; never all clients at once. */
  private static Duration until(HttpHeaders headers, int sent) {
    long asked = headers == null ? 0 : headers.firstValueAsLong("Retry-After").orElse(0) * 1_000;
    long own = Math.min(LONGEST.toMillis(), 100L << sent);
    return Duration.ofMillis(asked + ThreadLocalRandom.current().nextLong(own / 2, own));
  }
}
