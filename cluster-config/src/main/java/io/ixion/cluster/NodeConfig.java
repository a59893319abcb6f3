package io.ixion.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.downing.DowningConfig;

/** The whole configuration of a node's actor system. */
public final class NodeConfig {
  private NodeConfig() {}

  /**
   * Puts together what the database says, our fragments {@code cluster.conf} and {@code
   * persistence.conf}, and the defaults of every module; system properties win over all.
   */
  public static Config load(Config database) {
    return DowningConfig.withProvider(
        ConfigFactory.defaultOverrides()
            .withFallback(database)
            .withFallback(ConfigFactory.parseResourcesAnySyntax("cluster"))
            .withFallback(ConfigFactory.parseResourcesAnySyntax("persistence"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve());
  }
}
