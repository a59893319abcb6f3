package io.ixion.http;

import com.typesafe.config.Config;
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

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(4);

  /** Reads {@code ixion.http} of the whole configuration. */
  public static HttpSettings from(Config config) {
    Config own = config.getConfig("ixion.http");
    long maxBody = own.getBytes("max-body");
    if (maxBody < 1_024 || maxBody > 64 << 20)
      throw new IllegalArgumentException(
          "ixion.http.max-body must be 1 KiB to 64 MiB, found " + maxBody + " bytes");
    int port = own.getInt("port");
    if (port < 0 || port > 65_535)
      throw new IllegalArgumentException("ixion.http.port must be 0 to 65535, found " + port);
    Duration drain = own.getDuration("drain");
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0)
      throw new IllegalArgumentException(
          "ixion.http.drain must be 0 s to 4 s, found " + drain.toMillis() + " ms");
    return new HttpSettings(
        own.getString("listen"),
        port,
        (int) maxBody,
        own.getDuration("body-timeout"),
        own.getDuration("ready-timeout"),
        drain,
        own.getDuration("stop-timeout"),
        new Streams(
            positive(own, "stream.buffer"),
            own.getDuration("stream.keep-alive"),
            own.getDuration("stream.retry")));
  }

  private static int positive(Config own, String key) {
    int value = own.getInt(key);
    if (value < 1)
      throw new IllegalArgumentException(
          "ixion.http." + key + " must be at least 1, found " + value);
    return value;
  }
}
