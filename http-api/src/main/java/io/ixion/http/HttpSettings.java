package io.ixion.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ixion.engine.limit.CheckedSettings;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The limits of the HTTP server; defaults and the meaning of each are in {@code http.conf} under
 * {@code ixion.http}.
 *
 * @param listen address to listen on
 * @param port 0 takes any free one
 * @param allowedHosts names that it answers to besides its own, in lower case
 * @param allowedOrigins origins whose pages may talk to it, in lower case
 * @param readyTimeout how long the readiness check waits for the database
 * @param drain how long at most requests are served as before once the server is to stop
 * @param stopTimeout how long open requests may take after that
 * @param limits of requests and answers
 * @param lanes how many requests of each kind are served at once
 * @param streams of the agents' event streams
 */
public record HttpSettings(
    String listen,
    int port,
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    Duration readyTimeout,
    Duration drain,
    Duration stopTimeout,
    Limits limits,
    Map<Endpoint.Kind, Lane.Limits> lanes,
    Streams streams) {

  /**
   * @param maxBody bytes of a request's body
   * @param bodyTimeout how long a body may take to arrive
   * @param maxArriving bytes of all bodies that are arriving
   * @param headTimeout how long a new connection may be without a whole head of a request
   * @param idleTimeout how long it may be so after an answer
   * @param requestTimeout after which a request is answered by the server itself
   * @param maxUnfetched bytes of answers and notices that clients have not fetched
   * @param fetchTimeout how long a client may take nothing of an answer
   */
  public record Limits(
      int maxBody,
      Duration bodyTimeout,
      long maxArriving,
      Duration headTimeout,
      Duration idleTimeout,
      Duration requestTimeout,
      long maxUnfetched,
      Duration fetchTimeout) {}

  /**
   * @param buffer messages that a slow client may be behind before its stream is ended
   * @param bufferBytes bytes of them, unless it is a single one
   * @param memory bytes of all that wait for clients to catch up
   * @param keepAlive how often a comment shows that the stream lives
   * @param retry how long a client waits before it connects again
   */
  public record Streams(
      int buffer, long bufferBytes, long memory, Duration keepAlive, Duration retry) {}

  private static final Duration SOON = Duration.ofMillis(1);

  /** {@code http.conf}: what holds unless something else is said, also of Akka's own server. */
  public static Config defaults() {
    return ConfigFactory.parseResourcesAnySyntax("http");
  }

  /** Reads {@code ixion.http} of the whole configuration. */
  public static HttpSettings from(Config config) {
    Config ixion = config.getConfig("ixion");
    var own = new CheckedSettings(ixion, "http");
    // Akka reads this from there, and two of the timeouts.
    own.number("max-connections", 1, 1_000_000);
    return new HttpSettings(
        ixion.getString("http.listen"),
        own.number("port", 0, 65_535),
        names(ixion, "http.allowed-hosts"),
        names(ixion, "http.allowed-origins"),
        own.time("ready-timeout", SOON, Duration.ofMinutes(1)),
        own.time("drain", Duration.ZERO, Duration.ofSeconds(4)),
        own.time("stop-timeout", Duration.ZERO, Duration.ofSeconds(20)),
        limits(own),
        lanes(ixion),
        streams(ixion));
  }

  private static Set<String> names(Config ixion, String path) {
    return Stream.of(ixion.getString(path).split(","))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Limits limits(CheckedSettings own) {
    return new Limits(
        (int) own.bytes("max-body", 1_024, 64 << 20),
        own.time("body-timeout", SOON, CheckedSettings.DAY),
        own.bytes("max-arriving", 1_024, 1L << 40),
        own.time("head-timeout", SOON, CheckedSettings.DAY),
        own.time("idle-timeout", Duration.ofSeconds(1), CheckedSettings.DAY),
        own.time("request-timeout", Duration.ofSeconds(1), CheckedSettings.DAY),
        own.bytes("max-unfetched", 1_024, 1L << 40),
        own.time("fetch-timeout", SOON, CheckedSettings.DAY));
  }

  private static Map<Endpoint.Kind, Lane.Limits> lanes(Config ixion) {
    var lanes = new EnumMap<Endpoint.Kind, Lane.Limits>(Endpoint.Kind.class);
    for (Endpoint.Kind kind : Endpoint.Kind.values()) {
      String path = "http.lanes." + kind.name().toLowerCase(Locale.ROOT);
      if (!ixion.hasPath(path)) continue;
      var lane = new CheckedSettings(ixion, path);
      lanes.put(
          kind,
          new Lane.Limits(
              lane.number("at-once", 1, 100_000),
              lane.number("waiting", 0, 1_000_000),
              lane.time("longest-wait", SOON, Duration.ofSeconds(20))));
    }
    return lanes;
  }

  private static Streams streams(Config ixion) {
    var stream = new CheckedSettings(ixion, "http.stream");
    return new Streams(
        stream.number("buffer", 1, 1_000_000),
        stream.bytes("buffer-bytes", 1_024, 1L << 40),
        stream.bytes("memory", 1_024, 1L << 40),
        stream.time("keep-alive", SOON, CheckedSettings.DAY),
        stream.time("retry", Duration.ZERO, CheckedSettings.DAY));
  }
}
