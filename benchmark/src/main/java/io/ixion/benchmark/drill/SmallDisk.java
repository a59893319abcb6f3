package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small file system in memory, to be filled and emptied. Needs root on Linux. */
final class SmallDisk implements AutoCloseable {
  private static final String OPTIONS = "size=1g,mode=0700"; // else it is for all, as /tmp
  private static final int BLOCK = 65_536;

  private final Path directory;
  private final Path ballast;

  private final boolean mounted;

  private SmallDisk(Path directory, boolean mounted) {
    this.directory = directory;
    this.mounted = mounted;
    this.ballast = directory.resolve("ballast");
  }

  /**
   * Mounts it.
   *
   * @throws IOException that says why it cannot be done here
   */
  static SmallDisk mount(Path directory) throws IOException {
    try {
      Signals.run(List.of("mount", "-t", "tmpfs", "-o", OPTIONS, "tmpfs", directory.toString()));
    } catch (IOException refused) {
      throw new IOException(
          "filling a disk needs one of its own, which root can mount on Linux: "
              + refused.getMessage(),
          refused);
    }
    return new SmallDisk(directory, true);
  }

  /** The directory as it is, on a disk that belongs to others too and is never filled. */
  static SmallDisk shared(Path directory) {
    return new SmallDisk(directory, false);
  }

  /** Writes until nothing more fits; returns how many bytes did. */
  long fill() throws IOException {
    if (!mounted) throw new IOException(directory + " has no disk of its own");
    long written = 0;
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (int block = BLOCK; block > 0; block /= 2)
        try {
          for (; ; written += block) out.write(new byte[block]);
        } catch (IOException full) {
          // a smaller block may still fit
        }
    }
    return written;
  }

  void empty() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() {
    if (!mounted) return;
    try {
      Signals.run(List.of("umount", "-l", directory.toString()));
    } catch (IOException stays) {
      throw new IllegalStateException("cannot unmount " + directory + ": " + stays, stays);
    }
  }
}
