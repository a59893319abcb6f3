package io.ixion.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The folder of an embedded database: its owner's alone, down to the last file. Whoever could write
 * there could choose the programs that a node runs, and read and change all that it stores.
 */
final class DataDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final String LOCK = "ixion.lock";
  private static final String PROGRAMS = "binaries";
  private static final String UNPACKED = ".exists"; // the library's mark in a whole set of programs
  private static final String UNPACKING = "epg-lock";

  private final Path home;
  private final int us;

  private DataDirectory(Path home, int us) {
    this.home = home;
    this.us = us;
  }

  /**
   * Makes the folder, or narrows one that is there to its owner.
   *
   * @throws DatabaseProblem if somebody else could write to it, or it is another's or no folder of
   *     ours to narrow
   */
  static DataDirectory open(Path named) {
    try {
      Path home = OwnersOnly.folder(named).toRealPath();
      var directory = new DataDirectory(home, Access.ourselves());
      directory.narrow();
      for (Path above = home.getParent(); above != null; above = above.getParent())
        directory.requireThatNobodyReplacesItIn(above);
      return directory;
    } catch (IOException e) {
      throw new DatabaseProblem("cannot use the data directory " + named + ": " + e, e);
    }
  }

  private void narrow() throws IOException {
    Access access = Access.of(home);
    if (access.user() != us)
      throw refused(
          "belongs to another user (number "
              + access.user()
              + ", this process runs as "
              + us
              + "), who could change what a node runs and stores");
    if (!access.openToOthers()) return;
    if (access.shared()) throw refused("is for all users (its mode is " + access.shown() + ")");
    if (!isOurs())
      throw refused(
          "is open to others (its mode is " + access.shown() + ") and holds what is not Ixion's");
    Access.set(home, access.withoutOthers());
    LOG.atLevel(access.onlyChangedBy(us) ? Level.INFO : Level.WARN)
        .log(
            "the data directory {} was open to others, mode {}; it is its owner's alone now",
            home,
            access.shown());
  }

  private DatabaseProblem refused(String why) {
    return new DatabaseProblem(
        "the data directory " + home + " " + why + "; name a folder of your own with --data");
  }

  /** One that a node has used, or with nothing in it but what a fresh disk has. */
  private boolean isOurs() throws IOException {
    if (Files.exists(home.resolve(LOCK))) return true;
    try (Stream<Path> entries = Files.list(home)) {
      return entries.allMatch(entry -> entry.getFileName().toString().equals("lost+found"));
    }
  }

  /**
   * A folder of ours is mended as /tmp is made: who may write there can no longer rename others'
   * files.
   */
  private void requireThatNobodyReplacesItIn(Path above) throws IOException {
    Access access = Access.of(above);
    if (!access.letsAllReplace()) return;
    if (access.user() != us)
      throw refused(
          "lies in "
              + above
              + ", where every user of this machine can replace it (its mode is "
              + access.shown()
              + ")");
    Access.set(above, access.withSharing());
    LOG.warn(
        "every user of this machine could have replaced {} in {}, mode {}; that folder has the sticky bit now",
        home,
        above,
        access.shown());
  }

  Path home() {
    return home;
  }

  /** A folder in it for the database's programs. */
  Path programs() throws IOException {
    return OwnersOnly.folder(home.resolve(PROGRAMS));
  }

  /**
   * Closes everything in it to others, all the way down. Programs that others could have changed,
   * or that are not whole, are removed: they are unpacked anew.
   *
   * @throws DatabaseProblem if something in it is another's
   */
  void mend() throws IOException {
    Files.walkFileTree(
        home,
        new Closing() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!holdsPrograms(folder)) return super.preVisitDirectory(folder, attributes);
            if (!isToBeTrusted(folder)) {
              LOG.warn("{}: others could have changed it, or it is not whole; made anew", folder);
              remove(folder);
            }
            return FileVisitResult.SKIP_SUBTREE;
          }
        });
  }

  /** The same for what was unpacked and made since, behind the closed door of the folder itself. */
  void close(Iterable<Path> made) throws IOException {
    for (Path each : made) Files.walkFileTree(each, new Closing());
  }

  private boolean holdsPrograms(Path folder) {
    return folder.endsWith(PROGRAMS)
        && !folder.equals(home)
        && Files.exists(folder.resolveSibling(LOCK));
  }

  private boolean isToBeTrusted(Path programs) throws IOException {
    try (Stream<Path> sets = Files.list(programs)) {
      if (!sets.allMatch(DataDirectory::isWhole)) return false;
    }
    try (Stream<Path> all = Files.walk(programs)) {
      for (Path each : (Iterable<Path>) all::iterator)
        if (!Access.of(each).onlyChangedBy(us)) return false;
      return true;
    } catch (UncheckedIOException closedToUs) {
      return false;
    }
  }

  private static boolean isWhole(Path programs) {
    return Files.exists(programs.resolve(UNPACKED)) && !Files.exists(programs.resolve(UNPACKING));
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator)
        Files.delete(each);
    } catch (IOException | UncheckedIOException stays) {
      throw new DatabaseProblem(
          "cannot remove " + folder + ", which others could have changed; remove it by hand",
          stays);
    }
  }

  private class Closing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      return visitFile(folder, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      try {
        close(file);
      } catch (NoSuchFileException gone) {
        // somebody at work in a folder below, as a demo
      }
      return FileVisitResult.CONTINUE;
    }

    /** What we may not read is another's: root's may be there, as on a fresh disk. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      visitFile(file, null);
      if (!(failure instanceof NoSuchFileException) && Access.of(file).user() == us) throw failure;
      return FileVisitResult.CONTINUE;
    }
  }

  private void close(Path file) throws IOException {
    Access access = Access.of(file);
    if (access.user() == us) {
      if (access.openToOthers()) Access.set(file, access.withoutOthers());
    } else if (!access.onlyChangedBy(us))
      throw refused("holds " + file + ", which another user can change (" + access.user() + ")");
  }
}
