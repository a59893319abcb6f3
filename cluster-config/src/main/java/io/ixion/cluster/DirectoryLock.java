package io.ixion.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one process at a time use a data directory; the lock goes with the process, however it ends.
 */
final class DirectoryLock implements AutoCloseable {
  /**
   * What this process holds. The system forgets a process's locks on a file as soon as it closes
   * any of its channels to it, so a second try of our own must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) {
    try {
      Path file = directory.toRealPath().resolve("ixion.lock");
      if (!HELD.add(file)) throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
      try {
        return new DirectoryLock(file, lock(directory, file));
      } catch (IOException | RuntimeException e) {
        HELD.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseProblem("cannot use the data directory " + directory + ": " + e, e);
    }
  }

  private static FileChannel lock(Path directory, Path file) throws IOException {
    var channel =
        FileChannel.open(OwnersOnly.file(file), StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) throw inUse(directory, read(channel));
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static DatabaseProblem inUse(Path directory, String holder) {
    return new DatabaseProblem(
        "the data directory "
            + directory
            + " is in use by the process "
            + holder
            + "; stop that one, or name another directory with --data");
  }

  private static String read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      channel.close();
      HELD.remove(file);
    } catch (IOException e) {
      throw new DatabaseProblem("cannot release the data directory: " + e, e);
    }
  }
}
