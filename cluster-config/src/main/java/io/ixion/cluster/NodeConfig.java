package io.ixion.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.downing.DowningConfig;
import java.util.List;

/** The whole configuration of a node's actor system. */
public final class NodeConfig {
  private static final List<String> FRAGMENTS =
      List.of("cluster", "persistence", "http", "observability");

  private NodeConfig() {}

  /**
   * Puts together what the database says, our fragments ({@code cluster.conf}, {@code
   * persistence.conf}, {@code http.conf}, {@code observability.conf}), and the defaults of every
   * module; system properties win over all.
   *
   * @throws IllegalArgumentException if a setting of the cluster is wrong
   */
  public static Config load(Config database) {
    Config config = ConfigFactory.defaultOverrides().withFallback(database);
    for (String fragment : FRAGMENTS)
      config = config.withFallback(ConfigFactory.parseResourcesAnySyntax(fragment));
    config = config.withFallback(ConfigFactory.defaultReferenceUnresolved()).resolve();
    return DowningConfig.withProvider(
        ClusterSettings.from(config).akkaConfig().withFallback(config));
  }
}
