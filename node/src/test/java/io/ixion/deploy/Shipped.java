package io.ixion.deploy;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;

/** What the image holds: this module and the libraries that it runs with. */
final class Shipped {
  private Shipped() {}

  /** As the build resolved them for the directory that the image copies. */
  static List<String> libraries() {
    return List.of(
        DeployFiles.text("node/target/shipped-libraries.txt").strip().split(File.pathSeparator));
  }

  /** For a node of nothing else. */
  static String classPath() {
    return String.join(
        File.pathSeparator,
        Stream.concat(
                Stream.of(DeployFiles.ROOT.resolve("node/target/classes").toString()),
                libraries().stream())
            .toList());
  }
}
