package io.ixion.cluster.downing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.downing.domain.DowningSettings;
import java.util.Map;

/** Reads {@code ixion.cluster.downing}. */
public final class DowningConfig {
  /** Who decides that a node is dead. */
  public enum Strategy {
    /** The rules of this package, with a fence in the database. */
    PROOF,
    /** Akka's Split Brain Resolver, without a fence. */
    SPLIT_BRAIN_RESOLVER
  }

  private static final String ROOT = "ixion.cluster.downing";
  private static final String PROVIDER = "akka.cluster.downing-provider-class";
  private static final String RESOLVER = "akka.cluster.sbr.SplitBrainResolverProvider";

  private DowningConfig() {}

  /**
   * Which strategy is chosen.
   *
   * @throws IllegalArgumentException if it is neither of the two
   */
  public static Strategy strategy(Config config) {
    String value = config.getString(ROOT + ".strategy");
    return switch (value) {
      case "proof" -> Strategy.PROOF;
      case "split-brain-resolver" -> Strategy.SPLIT_BRAIN_RESOLVER;
      default ->
          throw new IllegalArgumentException(
              ROOT + ".strategy must be proof or split-brain-resolver, found " + value);
    };
  }

  /**
   * The settings of the chosen profile, each of which may be set on its own as well.
   *
   * @throws IllegalArgumentException if one of them is not allowed
   */
  public static DowningSettings settings(Config config) {
    Config all = config.getConfig(ROOT);
    String profile = all.getString("profile");
    if (!profile.equals("fast") && !profile.equals("cautious"))
      throw new IllegalArgumentException(
          ROOT + ".profile must be fast or cautious, found " + profile);
    Config own = all.withFallback(all.getConfig(profile));
    return new DowningSettings(
        own.getDuration("poll"),
        own.getDuration("grace"),
        own.getDuration("unreachable"),
        own.getDuration("minority-delay"),
        own.getDuration("turn"),
        own.getDuration("stall"),
        own.getDuration("session-timeout"));
  }

  /** The same configuration, with the downing provider that the strategy asks for. */
  public static Config withProvider(Config config) {
    if (strategy(config) == Strategy.PROOF) return config;
    return ConfigFactory.parseMap(Map.of(PROVIDER, RESOLVER), ROOT + ".strategy")
        .withFallback(config);
  }
}
