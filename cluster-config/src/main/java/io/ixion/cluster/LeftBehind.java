package io.ixion.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * Finds and stops the server of a data directory by the process that PostgreSQL itself names there.
 */
final class LeftBehind {
  private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
  private static final Duration FAST = Duration.ofSeconds(10);
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);

  private LeftBehind() {}

  /**
   * The living server of this directory; a process number that was reused by something else is
   * none.
   */
  static Optional<ProcessHandle> running(Path directory) {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
      if (lines.isEmpty()) return Optional.empty();
      return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
          .filter(ProcessHandle::isAlive)
          .filter(process -> isServerOf(process, directory));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isServerOf(ProcessHandle process, Path directory) {
    try {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      String command =
          new String(Files.readAllBytes(proc.resolve("cmdline")), StandardCharsets.UTF_8);
      return command.contains("postgres") && command.contains(directory.toString());
    } catch (IOException e) {
      return false; // it is gone, or it is a zombie: its command line is empty
    }
  }

  /** Stops the server of this directory, if one is running: fast first, then without ceremony. */
  static void stop(Path directory) {
    Optional<ProcessHandle> server = running(directory);
    if (server.isEmpty()) return;
    LOG.debug("stopping the database server {}", server.get().pid());
    signal("INT", server.get());
    if (ends(server.get(), FAST)) return;
    signal("QUIT", server.get());
    if (!ends(server.get(), IMMEDIATE))
      throw new DatabaseProblem(
          "the database server "
              + server.get().pid()
              + " of "
              + directory
              + " does not stop; end it by hand");
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
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
      throw new DatabaseProblem("cannot wait for the database server", e);
    }
  }
}
