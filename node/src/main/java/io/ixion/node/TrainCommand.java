package io.ixion.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("ixion-train");
    try (Node node = Node.start(new NodeSettings(NodeSettings.LOOPBACK, 0, directory, Map.of()))) {
      new TrainingLife(node.uri()).live();
    } finally {
      delete(directory);
    }
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    }
  }
}
