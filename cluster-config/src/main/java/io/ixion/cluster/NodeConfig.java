package io.ixion.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.ixion.cluster.downing.DowningConfig;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The whole configuration of a node's actor system. */
public final class NodeConfig {
  private static final List<String> FRAGMENTS = List.of("cluster", "persistence", "observability");

  private static final String LOG_LEVEL = "ixion.observability.akka-log-level";
  private static final SortedMap<String, String> LEVELS =
      new TreeMap<>(
          Map.of(
              "OFF", "OFF", "ERROR", "ERROR", "WARN", "WARNING", "INFO", "INFO", "DEBUG", "DEBUG"));

  private NodeConfig() {}

  /**
   * Puts together what is given (by the database, the command line, the modules that stand on this
   * one), our fragments ({@code cluster.conf}, {@code persistence.conf}, {@code
   * observability.conf}), and the defaults of every module; system properties win over all.
   *
   * @throws IllegalArgumentException if a setting of the cluster is wrong
   */
  public static Config load(Config given) {
    Config config = ConfigFactory.defaultOverrides().withFallback(given);
    for (String fragment : FRAGMENTS)
      config = config.withFallback(ConfigFactory.parseResourcesAnySyntax(fragment));
    config = config.withFallback(ConfigFactory.defaultReferenceUnresolved()).resolve();
    return DowningConfig.withProvider(
        ClusterSettings.from(config).akkaConfig().withFallback(logLevel(config)));
  }

  /** Akka has other words for the levels than Logback, which reads the same variable. */
  private static Config logLevel(Config config) {
    String level = config.getString(LOG_LEVEL);
    if (!LEVELS.containsKey(level))
      throw new IllegalArgumentException(
          LOG_LEVEL + " must be one of " + LEVELS.keySet() + ", found " + level);
    return config.withValue("akka.loglevel", ConfigValueFactory.fromAnyRef(LEVELS.get(level)));
  }
}
