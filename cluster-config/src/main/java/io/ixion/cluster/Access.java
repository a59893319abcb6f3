package io.ixion.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whose a file is and who may do what with it: the rules by which a data directory is trusted.
 *
 * @param mode type and permissions, as in {@code struct stat}
 * @param user number of its owner
 */
record Access(int mode, int user) {
  private static final int ROOT = 0;
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int STICKY = 01000;
  private static final int PERMISSIONS = 07777;
  private static final int OTHERS = 077;
  private static final int OTHERS_WRITE = 022;
  private static final int ALL_WRITE = 002;

  /** Of the file itself, be it a link. */
  static Access of(Path file) throws IOException {
    return read(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** The number of the user that this process runs as. */
  static int ourselves() throws IOException {
    return read(Path.of("/proc/self")).user;
  }

  private static Access read(Path file, LinkOption... options) throws IOException {
    Map<String, Object> found = Files.readAttributes(file, "unix:mode,uid", options);
    return new Access((Integer) found.get("mode"), (Integer) found.get("uid"));
  }

  static void set(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether group or others may do anything with it; the mode of a link says nothing. */
  boolean openToOthers() {
    return (mode & TYPE) != LINK && (mode & OTHERS) != 0;
  }

  /** A folder that all use and where each may remove only what is his own, such as /tmp. */
  boolean shared() {
    return (mode & STICKY) != 0;
  }

  /** In such a folder anybody may put something else in the place of what is another's. */
  boolean letsAllReplace() {
    return (mode & ALL_WRITE) != 0 && !shared();
  }

  /** Nobody but this user, and root who may do everything, can have changed it. */
  boolean onlyChangedBy(int us) {
    boolean writable = (mode & TYPE) != LINK && (mode & OTHERS_WRITE) != 0;
    return (user == us || user == ROOT) && !writable;
  }

  int withoutOthers() {
    return mode & PERMISSIONS & ~OTHERS;
  }

  int withSharing() {
    return mode & PERMISSIONS | STICKY;
  }

  /** As {@code ls} shows it, in digits. */
  String shown() {
    return String.format("%04o", mode & PERMISSIONS);
  }
}
