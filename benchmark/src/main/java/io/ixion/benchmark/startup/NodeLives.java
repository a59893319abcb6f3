package io.ixion.benchmark.startup;

import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.ReadSideCatchUp;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Starts and stops one node again and again, and takes the time. Figures by name, in seconds. */
final class NodeLives {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration LOAD = Duration.ofSeconds(5);
  private static final int CLIENTS = 8;
  private static final String WAITING = "ixion_router_waiting";

  private final Member node;
  private final Consumer<String> progress;

  NodeLives(Member node, Consumer<String> progress) {
    this.node = node;
    this.progress = progress;
  }

  /** What a life took, and the phases of its start in milliseconds. */
  record Times(Map<String, Double> seconds, Map<String, Double> phases) {}

  double start() throws IOException {
    long begin = System.nanoTime();
    node.start();
    node.awaitReady(LIMIT);
    return since(begin);
  }

  double stop() throws IOException {
    long begin = System.nanoTime();
    node.signal("TERM");
    if (!node.ends(LIMIT)) throw new IOException("the node does not stop; see " + node.log());
    return since(begin);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  Times startAndStop() throws IOException {
    var seconds = new LinkedHashMap<String, Double>();
    seconds.put("ready", start());
    Map<String, Double> phases = StartLog.phases(node.log());
    seconds.put("stop_idle", stop());
    tell("empty", seconds, phases);
    return new Times(seconds, phases);
  }

  Times startAndStopUnderLoad(int waiting) throws IOException {
    var seconds = new LinkedHashMap<String, Double>();
    long begin = System.nanoTime();
    seconds.put("ready", start());
    Map<String, Double> phases = StartLog.phases(node.log());
    if (!Signals.await(LIMIT, () -> known() >= waiting))
      throw new IOException("the router knows %.0f of %d".formatted(known(), waiting));
    seconds.put("queues", since(begin));
    seconds.put("memory_mb", residentMegabytes());
    try (var load = new SubmitLoad(node.uri(), Fill.QUEUE + "00000", CLIENTS)) {
      Signals.pause(LOAD.toMillis());
      seconds.put("submitted_per_s", load.acknowledged() / (double) LOAD.toSeconds());
      seconds.put("stop", stop());
    }
    tell("full", seconds, phases);
    return new Times(seconds, phases);
  }

  private void tell(String which, Map<String, Double> seconds, Map<String, Double> phases) {
    progress.accept(which + ": " + seconds + ", phases in ms " + phases);
  }

  /** Interactions that wait by the router's account; none when it does not say. */
  private double known() {
    return node.metric(WAITING);
  }

  /** 0 where the system does not tell. */
  private double residentMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(node.pid()), "status")))
        if (line.startsWith("VmRSS:"))
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      return 0;
    } catch (IOException elsewhere) {
      return 0;
    }
  }

  /** Returns once the read tables show the whole journal. */
  static void awaitReadSide(DataSource database) throws IOException {
    boolean shown = ReadSideCatchUp.await(database, LIMIT);
    if (!shown) throw new IOException("the read side does not catch up");
  }
}
