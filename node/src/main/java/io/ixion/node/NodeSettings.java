package io.ixion.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a node is started with.
 *
 * @param listen address of the API
 * @param port of the API; 0 takes any free one
 * @param dataDirectory home of the embedded database
 * @param environment where IXION_DATABASE_URL and its companions are looked up
 * @param overrides settings that win over every default and the environment
 */
public record NodeSettings(
    String listen,
    int port,
    Path dataDirectory,
    Map<String, String> environment,
    Config overrides) {
  public static final String LOOPBACK = "127.0.0.1";
  public static final int DEFAULT_PORT = 8080;

  public NodeSettings {
    environment = Map.copyOf(environment);
  }

  public NodeSettings(
      String listen, int port, Path dataDirectory, Map<String, String> environment) {
    this(listen, port, dataDirectory, environment, ConfigFactory.empty());
  }

  /** A node on loopback at any free port, with the environment of this process. */
  public static NodeSettings of(Path dataDirectory) {
    return new NodeSettings(LOOPBACK, 0, dataDirectory, System.getenv());
  }

  /**
   * The user's directory for state: {@code $XDG_STATE_HOME/ixion} or {@code
   * $HOME/.local/state/ixion}; a variable that is no absolute path is passed over. Where there is
   * no {@code HOME} it is the home that the system has for the user.
   */
  public static Path defaultDirectory(Map<String, String> environment) {
    Path base =
        absolute(environment, "XDG_STATE_HOME")
            .orElseGet(
                () ->
                    absolute(environment, "HOME")
                        .orElseGet(() -> Path.of(System.getProperty("user.home")))
                        .resolve(".local/state"));
    return base.resolve("ixion");
  }

  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(p -> p.startsWith("/")).map(Path::of);
  }
}
