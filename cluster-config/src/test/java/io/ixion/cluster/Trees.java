package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whole trees of files: looks at and loosens their permissions, copies and deletes them. */
final class Trees {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private Trees() {}

  static List<Path> all(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(file -> !Files.isSymbolicLink(file)).toList();
    }
  }

  /** Every folder and file of it, one by one, is its owner's alone. */
  static void assertOwnersOnly(Path top) throws IOException {
    assertThat(permissions(top)).as("%s", top).isEqualTo("rwx------");
    for (Path file : all(top))
      assertThat(OWNERS)
          .as("%s %s", permissions(file), file)
          .containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  static void set(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** As it is, with its permissions, to a folder that may be there. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(file));
        if (!Files.isDirectory(target))
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** As much of a temporary one as lets itself be deleted. */
  static void delete(Path top) {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator)
        Files.delete(file);
    } catch (IOException | UncheckedIOException leftBehind) {
      // nobody looks there again
    }
  }
}
