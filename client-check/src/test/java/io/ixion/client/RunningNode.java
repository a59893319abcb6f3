package io.ixion.client;

import com.typesafe.config.ConfigFactory;
import io.ixion.node.Node;
import io.ixion.node.NodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One real node with its own PostgreSQL for all tests of the module, as the parameter {@code URI}.
 */
public final class RunningNode implements ParameterResolver {
  /** Long enough for any client, short enough to wait for an offer that nobody answers. */
  private static final String SETTINGS =
      "ixion.interaction { offer-timeout = 6s, avoid-after-miss = 100ms }";

  private record Running(Node node) implements AutoCloseable {
    private static Running start() {
      try {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "node");
        return new Running(
            Node.start(
                new NodeSettings(
                    NodeSettings.LOOPBACK,
                    0,
                    data.toAbsolutePath(),
                    System.getenv(),
                    ConfigFactory.parseString(SETTINGS))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      node.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == URI.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(RunningNode.class))
        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .node()
        .uri();
  }
}
