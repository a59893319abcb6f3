package io.ixion.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes folders and files that are their owner's alone from their first moment, however loose the
 * umask.
 */
public final class OwnersOnly {
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER = mode("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

  private OwnersOnly() {}

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Makes the folder, and those above it that are missing; one that is there stays as it is. */
  public static Path folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) Files.createDirectories(folder, FOLDER);
    return folder;
  }

  /** Makes an empty file; one that is there stays as it is. */
  public static Path file(Path file) throws IOException {
    try {
      return Files.createFile(file, FILE);
    } catch (FileAlreadyExistsException there) {
      return file;
    }
  }
}
