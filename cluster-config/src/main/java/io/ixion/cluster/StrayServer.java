package io.ixion.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and stops the PostgreSQL processes of a data directory, whoever started them. They are
 * known by their working directory, so that a process number used again by something else, or a
 * directory given under another name, misleads nobody. Linux only.
 */
final class StrayServer {
  private static final Logger LOG = LoggerFactory.getLogger(StrayServer.class);
  private static final Duration FAST = Duration.ofSeconds(10);
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);

  private StrayServer() {}

  /** The living server of this directory. */
  static Optional<ProcessHandle> running(Path directory) {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
      if (lines.isEmpty()) return Optional.empty();
      Path home = directory.toRealPath();
      return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
          .filter(process -> worksIn(process, home));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A dead process that nobody has waited for has no working directory: it is none. */
  private static boolean worksIn(ProcessHandle process, Path home) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try {
      return Files.readSymbolicLink(proc.resolve("cwd")).equals(home)
          && Files.readString(proc.resolve("comm")).trim().equals("postgres");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Stops the server of this directory, fast first, then without ceremony, and waits for the
   * backends of one that was killed: as long as one of them lives, no new server can start.
   */
  static void stop(Path directory) {
    running(directory)
        .ifPresent(
            server -> {
              LOG.debug("stopping the database server {}", server.pid());
              signal("INT", server);
              end(server, FAST, directory);
            });
    for (ProcessHandle orphan : processes(directory)) end(orphan, IMMEDIATE, directory);
    forgetUnwaitedFor(directory.resolve("postmaster.pid"));
  }

  /**
   * A killed server whose parent has not waited for it yet still has its process number, so a new
   * one would take it for alive and refuse to start. Any other pid file PostgreSQL judges itself.
   */
  private static void forgetUnwaitedFor(Path file) {
    try {
      if (!Files.exists(file)) return;
      String pid = Files.readAllLines(file).get(0).trim();
      Path stat = Path.of("/proc", pid, "stat");
      if (Files.exists(stat) && Files.readString(stat).startsWith(pid + " (postgres) Z"))
        Files.delete(file);
    } catch (IOException | IndexOutOfBoundsException e) {
      LOG.debug("left {} as it is: {}", file, e.toString());
    }
  }

  private static List<ProcessHandle> processes(Path directory) {
    if (!Files.isDirectory(directory)) return List.of();
    try {
      Path home = directory.toRealPath();
      return ProcessHandle.allProcesses().filter(process -> worksIn(process, home)).toList();
    } catch (IOException e) {
      throw new DatabaseProblem("cannot read the data directory " + directory + ": " + e, e);
    }
  }

  private static void end(ProcessHandle process, Duration patience, Path directory) {
    if (ends(process, patience)) return;
    signal("QUIT", process);
    if (!ends(process, IMMEDIATE) && processes(directory).contains(process))
      throw new DatabaseProblem(
          "the database process "
              + process.pid()
              + " of "
              + directory
              + " does not stop; end it by hand and start again");
  }

  /** By the shell, whose own {@code kill} is there even where the program is not installed. */
  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(IMMEDIATE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ends(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new DatabaseProblem("cannot wait for the database process " + process.pid(), e);
    }
  }
}
