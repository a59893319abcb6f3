package io.ixion.benchmark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Signals to processes, and proof that they had their effect. Linux and other Unixes. */
public final class Signals {
  private static final Duration COMMAND = Duration.ofSeconds(10);

  private Signals() {}

  /** By the shell, whose own {@code kill} is there even where the program is not installed. */
  public static void send(String name, long pid) throws IOException {
    run(List.of("sh", "-c", "kill -" + name + " " + pid));
  }

  /** To all of them at once; those that have ended meanwhile are passed over. */
  public static void send(String name, List<ProcessHandle> processes) throws IOException {
    String pids =
        processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" "));
    run(List.of("sh", "-c", "kill -" + name + " " + pids + " 2>/dev/null || true"));
  }

  /** Runs a short command. */
  public static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes()).trim();
      if (!process.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS))
        throw new IOException(String.join(" ", command) + " does not end");
      if (process.exitValue() != 0)
        throw new IOException(String.join(" ", command) + " failed: " + said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  public static boolean ends(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }

  /** T when stopped, Z when dead and not waited for, empty when there is no such process. */
  public static String state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    } catch (IOException gone) {
      return "";
    }
  }

  /** Looks until it holds; says whether it did. */
  public static boolean await(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) return false;
      pause(20);
    }
    return true;
  }

  public static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
