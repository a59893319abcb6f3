package io.ixion.benchmark.cluster;

import io.ixion.cluster.OwnersOnly;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One node of the cluster: a process that is started, hurt and started again. */
public final class Member {
  private static final int LOOK_MS = 1_000;
  private static final String OLDEST = "ixion_cluster_oldest";

  private final int number;
  private final URI uri;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;
  private int starts;
  private long startedAt;

  Member(int number, URI uri, List<String> command, Map<String, String> environment, Path log) {
    this.number = number;
    this.uri = uri;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  public int number() {
    return number;
  }

  public URI uri() {
    return uri;
  }

  public synchronized void start() throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(OwnersOnly.file(log).toFile()))
            .start();
    starts++;
    startedAt = System.nanoTime();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it at once, without the time that a command takes. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits for the node to be ready; says what is wrong when it is not. */
  public void awaitReady(Duration limit) throws IOException {
    boolean ready = Signals.await(limit, () -> !isAlive() || isReady());
    if (!isAlive())
      throw new IOException(
          "node " + number + " ended while it started: " + lastLine() + " (log: " + log + ")");
    if (!ready)
      throw new IOException("node " + number + " is not ready after " + limit + "; see " + log);
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(log).stream().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty() ? "exit code " + process.exitValue() : lines.get(lines.size() - 1);
  }

  public boolean isReady() {
    try {
      var connection = (HttpURLConnection) uri.resolve("/health/ready").toURL().openConnection();
      connection.setConnectTimeout(LOOK_MS);
      connection.setReadTimeout(LOOK_MS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether the node takes itself for the oldest of its cluster, which owns the singletons. */
  public boolean isOldest() {
    return metric(OLDEST) == 1;
  }

  /** The sum of a metric over its labels; 0 when the node does not tell. */
  public double metric(String name) {
    try {
      var connection = (HttpURLConnection) uri.resolve("/metrics").toURL().openConnection();
      connection.setConnectTimeout(LOOK_MS);
      connection.setReadTimeout(LOOK_MS);
      try (InputStream figures = connection.getInputStream()) {
        return metric(new String(figures.readAllBytes(), StandardCharsets.UTF_8), name);
      } finally {
        connection.disconnect();
      }
    } catch (IOException unknown) {
      return 0;
    }
  }

  static double metric(String scraped, String name) {
    return scraped
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What its process has used so far; nothing where there is no /proc or no process. */
  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  /** Sends a signal. */
  public void signal(String name) throws IOException {
    Signals.send(name, pid());
  }

  public boolean ends(Duration within) {
    return Signals.ends(process.toHandle(), within);
  }

  /** For good, whatever state it is in. */
  public synchronized void destroy() {
    if (process == null) return;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  public Path log() {
    return log;
  }

  /** When it was started the last time, by {@link System#nanoTime()}: who is older than whom. */
  public synchronized long startedAt() {
    return startedAt;
  }

  public int starts() {
    return starts;
  }
}
