package io.ixion.benchmark.startup;

import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Directories;
import io.ixion.http.Node;
import io.ixion.http.NodeSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code ixion train}: one short life of a node, from which the JVM learns what a start needs. For
 * the launcher, which writes the archive of classes with it.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Runs a node with a database of its own for a moment; used by the launcher.")
public final class TrainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("ixion-train");
    try (Node node = Node.start(new NodeSettings("127.0.0.1", 0, directory, Map.of()));
        var api = new Api(node.uri(), OneLife.TENANT, 2, PATIENCE)) {
      OneLife.live(api);
      for (String path : new String[] {"/health/ready", "/metrics", "/api/v1/interactions"})
        try (InputStream answer = node.uri().resolve(path).toURL().openStream()) {
          answer.readAllBytes();
        }
    } finally {
      Directories.delete(directory);
    }
    return 0;
  }
}
