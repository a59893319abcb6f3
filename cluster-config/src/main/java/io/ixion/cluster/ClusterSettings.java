package io.ixion.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a node becomes part of its cluster; defaults and the meaning of each are in {@code
 * cluster.conf} under {@code ixion.cluster}.
 *
 * @param host address under which the other nodes reach this one
 * @param port for the other nodes; 0 takes any free one
 * @param discovery how the other nodes are found
 * @param seedNodes those to join; none is a cluster of its own
 * @param roles what this node is for
 * @param joinTimeout how long it tries to join before it stops
 * @param settle how long it stays a member after it has given up its shards
 * @param bootstrap of the discovery by DNS and by Kubernetes
 */
public record ClusterSettings(
    String host,
    int port,
    Discovery discovery,
    List<SeedNode> seedNodes,
    List<String> roles,
    Duration joinTimeout,
    Duration settle,
    Bootstrap bootstrap) {
  private static final String OWN = "ixion.cluster.";
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final String POINTS = "akka.management.cluster.bootstrap.contact-point-discovery.";

  /** How the other nodes are found. */
  public enum Discovery {
    STATIC("config"),
    DNS("akka-dns"),
    KUBERNETES("kubernetes-api");

    private final String method;

    Discovery(String method) {
      this.method = method;
    }
  }

  /** Where another node of the cluster listens. */
  public record SeedNode(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * @param serviceName name under which the nodes are found
   * @param portName of the management port; may be empty
   * @param requiredNodes that must be seen before a cluster is founded
   * @param managementPort on which nodes ask one another
   */
  public record Bootstrap(
      String serviceName, String portName, int requiredNodes, int managementPort) {}

  public ClusterSettings {
    seedNodes = List.copyOf(seedNodes);
    roles = List.copyOf(roles);
  }

  /**
   * Reads {@code ixion.cluster} of the whole configuration.
   *
   * @throws IllegalArgumentException that names the option, what was found and what is allowed
   */
  public static ClusterSettings from(Config config) {
    Config own = config.getConfig("ixion.cluster");
    Discovery discovery = discovery(own.getString("discovery").trim());
    List<SeedNode> seeds =
        words(own, "seed-nodes").stream().map(ClusterSettings::seedNode).toList();
    if (!seeds.isEmpty() && discovery != Discovery.STATIC)
      throw wrong("seed-nodes", "must be empty unless discovery is static", seeds);
    List<String> roles = words(own, "roles");
    for (String role : roles) matching(NAME, "roles", role);
    return new ClusterSettings(
        matching(HOST, "host", own.getString("host").trim()),
        between(own, "port", 0, HIGHEST_PORT),
        discovery,
        seeds,
        roles,
        time(own, "join-timeout", Duration.ofSeconds(1), Duration.ofSeconds(60)),
        time(own, "settle", Duration.ZERO, Duration.ofSeconds(4)),
        bootstrap(own, discovery));
  }

  private static Bootstrap bootstrap(Config own, Discovery discovery) {
    String portName = own.getString("bootstrap.port-name").trim();
    if (discovery == Discovery.KUBERNETES && portName.isEmpty())
      throw wrong("bootstrap.port-name", "must name a port of the container", portName);
    if (!portName.isEmpty()) matching(NAME, "bootstrap.port-name", portName);
    return new Bootstrap(
        matching(NAME, "bootstrap.service-name", own.getString("bootstrap.service-name").trim()),
        portName,
        between(own, "bootstrap.required-nodes", 1, 1_000),
        between(own, "bootstrap.management-port", 1, HIGHEST_PORT));
  }

  private static Discovery discovery(String name) {
    return Arrays.stream(Discovery.values())
        .filter(each -> each.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> wrong("discovery", "must be static, dns or kubernetes", name));
  }

  private static SeedNode seedNode(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    int port = -1;
    try {
      port = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException noNumber) {
      // told below
    }
    if (!HOST.matcher(host).matches() || port < 1 || port > HIGHEST_PORT)
      throw wrong(
          "seed-nodes",
          "must be host:port, separated by commas, such as 10.0.0.1:7355,10.0.0.2:7355",
          text);
    return new SeedNode(host, port);
  }

  private static List<String> words(Config own, String key) {
    return COMMA
        .splitAsStream(own.getString(key).trim())
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  private static int between(Config own, String key, int least, int most) {
    String allowed = "must be " + least + " to " + most;
    int value = read(own, key, own::getInt, allowed);
    if (value < least || value > most) throw wrong(key, allowed, value);
    return value;
  }

  private static Duration time(Config own, String key, Duration least, Duration most) {
    String allowed = "must be " + least.toSeconds() + " s to " + most.toSeconds() + " s";
    Duration value = read(own, key, own::getDuration, allowed);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0)
      throw wrong(key, allowed, own.getString(key));
    return value;
  }

  private static <T> T read(Config own, String key, Function<String, T> reading, String allowed) {
    try {
      return reading.apply(key);
    } catch (ConfigException.WrongType | ConfigException.BadValue unreadable) {
      throw wrong(key, allowed, own.getString(key));
    }
  }

  private static String matching(Pattern allowed, String key, String value) {
    if (!allowed.matcher(value).matches())
      throw wrong(
          key,
          allowed == HOST
              ? "must be a host name or an IP address"
              : "must be letters, digits and . _ - between them",
          value);
    return value;
  }

  private static IllegalArgumentException wrong(String key, String allowed, Object found) {
    return new IllegalArgumentException(OWN + key + " " + allowed + "; found \"" + found + "\"");
  }

  /** Whether this node is a cluster of its own. */
  public boolean alone() {
    return discovery == Discovery.STATIC && seedNodes.isEmpty();
  }

  /** What a line of text cannot say of itself in HOCON: the lists and names that Akka wants. */
  Config akkaConfig() {
    return ConfigFactory.parseMap(
        Map.of("akka.cluster.roles", roles, POINTS + "discovery-method", discovery.method),
        "ixion.cluster");
  }

  /** Whether this node is told of no other that may be there already when it starts. */
  public boolean knowsNobodyElse() {
    return discovery == Discovery.STATIC
        && seedNodes.stream().allMatch(seed -> seed.equals(new SeedNode(host, port)));
  }

  @Override
  public String toString() {
    return discovery.name().toLowerCase(Locale.ROOT) + " " + host + ":" + port + " " + seedNodes;
  }
}
