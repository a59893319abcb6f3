package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at, and loosens, the permissions of whole trees of files. */
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
}
