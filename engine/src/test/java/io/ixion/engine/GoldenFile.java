package io.ixion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that is committed with the tests, so that a change of behaviour is visible in the diff.
 * Run with {@code -Dgolden.update=true} to write it anew.
 */
public final class GoldenFile {
  private static final Path ROOT = Path.of("src", "test", "resources");

  private GoldenFile() {}

  public static String read(String name) {
    try {
      return Files.readString(ROOT.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void assertUnchanged(String name, String actual) {
    Path file = ROOT.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual)
          .as(
              "%s (if the change is meant, run the test with -Dgolden.update=true and commit the file)",
              file)
          .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
