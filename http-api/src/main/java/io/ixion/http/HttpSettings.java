package io.ixion.http;

import com.typesafe.config.Config;
import io.ixion.engine.kernel.CheckedSettings;
import java.time.Duration;

/**
 * The limits of the HTTP server; defaults and the meaning of each are in {@code http.conf} under
 * {@code ixion.http}.
 *
 * @param listen address to listen on
 * @param port 0 takes any free one
 * @param maxBody bytes of a request's body
 * @param bodyTimeout how long a body may take to arrive
 * @param readyTimeout how long the readiness check waits for the database
 * @param drain how long at most requests are served as before once the server is to stop
 * @param stopTimeout how long open requests may take after that
 * @param streams of the agents' event streams
 */
public record HttpSettings(
    String listen,
    int port,
    int maxBody,
    Duration bodyTimeout,
    Duration readyTimeout,
    Duration drain,
    Duration stopTimeout,
    Streams streams) {

  /**
   * @param buffer messages that a slow client may be behind before its stream is ended
   * @param keepAlive how often a comment shows that the stream lives
   * @param retry how long a client waits before it connects again
   */
  public record Streams(int buffer, Duration keepAlive, Duration retry) {}

  private static final Duration SOON = Duration.ofMillis(1);

  /** Reads {@code ixion.http} of the whole configuration. */
  public static HttpSettings from(Config config) {
    Config ixion = config.getConfig("ixion");
    var own = new CheckedSettings(ixion, "http");
    var stream = new CheckedSettings(ixion, "http.stream");
    // Akka reads these three from there.
    own.time("request-timeout", Duration.ofSeconds(1), CheckedSettings.DAY);
    own.time("idle-timeout", Duration.ofSeconds(1), CheckedSettings.DAY);
    own.number("max-connections", 1, 1_000_000);
    return new HttpSettings(
        ixion.getString("http.listen"),
        own.number("port", 0, 65_535),
        (int) own.bytes("max-body", 1_024, 64 << 20),
        own.time("body-timeout", SOON, CheckedSettings.DAY),
        own.time("ready-timeout", SOON, Duration.ofMinutes(1)),
        own.time("drain", Duration.ZERO, Duration.ofSeconds(4)),
        own.time("stop-timeout", Duration.ZERO, Duration.ofSeconds(20)),
        new Streams(
            stream.number("buffer", 1, 1_000_000),
            stream.time("keep-alive", SOON, CheckedSettings.DAY),
            stream.time("retry", Duration.ZERO, CheckedSettings.DAY)));
  }
}
