package io.ixion.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple name means one thing in the whole product, whichever module a reader comes from. */
class ClassNamesTest {
  private static final Path HOME = DeployFiles.ROOT;

  @Test
  void noTwoTopLevelClassesHaveTheSameSimpleName() throws IOException {
    var byName = new TreeMap<String, List<String>>();
    for (Path module : modules())
      for (Path file : classes(module.resolve("src/main/java")))
        byName
            .computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
            .add(HOME.relativize(file).toString());
    assertThat(byName).containsKeys("Engine.java", "HttpServer.java", "Database.java");
    assertThat(byName)
        .as("simple names that stand for two things")
        .allSatisfy((name, files) -> assertThat(files).hasSize(1));
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> all = Files.list(HOME)) {
      return all.filter(each -> Files.isDirectory(each.resolve("src/main/java"))).toList();
    }
  }

  /** One top-level class a file: the compiler's own rule for those that another file uses. */
  private static List<Path> classes(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }
}
