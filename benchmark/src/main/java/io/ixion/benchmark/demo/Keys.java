package io.ixion.benchmark.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Single keys of a terminal, without Enter; where there is no terminal, the characters of the
 * standard input. A process in the background leaves the terminal alone.
 */
final class Keys implements AutoCloseable {
  private final boolean terminal;

  private Keys(boolean terminal) {
    this.terminal = terminal;
  }

  static Keys follow(IntConsumer key) {
    boolean terminal = isTerminal();
    if (terminal && !inForeground()) return new Keys(false);
    if (terminal) stty("-icanon", "-echo", "min", "1");
    var thread = new Thread(() -> read(key), "demo-keys");
    thread.setDaemon(true);
    thread.start();
    return new Keys(terminal);
  }

  private static void read(IntConsumer key) {
    try {
      for (int next; (next = System.in.read()) >= 0; ) key.accept(next);
    } catch (IOException closed) {
      // then there are no more keys
    }
  }

  private static boolean isTerminal() {
    return run(List.of("sh", "-c", "test -t 0"));
  }

  /** By fields 5 and 8 of proc(5): a read by any other process group would stop the process. */
  private static boolean inForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[2].equals(fields[5]);
    } catch (IOException noSuchFile) {
      return true;
    }
  }

  private static boolean stty(String... settings) {
    return run(List.of("sh", "-c", "stty " + String.join(" ", settings)));
  }

  private static boolean run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives the terminal back as it is used by a shell. */
  @Override
  public void close() {
    if (terminal) stty("icanon", "echo");
  }
}
