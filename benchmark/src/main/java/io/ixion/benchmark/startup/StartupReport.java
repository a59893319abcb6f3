package io.ixion.benchmark.startup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What was measured: lines and a table for people, one JSON document for machines. */
final class StartupReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintWriter out;
  private final ObjectNode document = JSON.createObjectNode();
  private final Measured empty = new Measured();
  private final Measured full = new Measured();
  private final Measured emptyPhases = new Measured();
  private final Measured fullPhases = new Measured();

  StartupReport(PrintWriter out) {
    this.out = out;
  }

  ObjectNode settings() {
    return document.withObject("/settings");
  }

  void progress(String line) {
    line("%s  %s", LocalTime.now().format(CLOCK), line);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  void sizes(Sizes sizes, int repeat, List<String> options) {
    settings()
        .put("interactions", sizes.interactions())
        .put("waiting", sizes.waiting())
        .put("queues", sizes.queues())
        .put("repeat", repeat)
        .put("options", String.join(" ", options));
  }

  void empty(NodeLives.Times times) {
    empty.addAll(times.seconds());
    emptyPhases.addAll(times.phases());
  }

  void full(NodeLives.Times times) {
    full.addAll(times.seconds());
    fullPhases.addAll(times.phases());
  }

  void print() {
    line("%n%-18s %10s %10s", "seconds", "median", "worst");
    row("ready, empty", empty, "ready");
    row("ready, full", full, "ready");
    row("queues, full", full, "queues");
    row("stop, idle", empty, "stop_idle");
    row("stop, under load", full, "stop");
    double ratio = full.median("ready") / empty.median("ready");
    line(
        "full is %.2f of empty; %.0f submitted/s when stopped; %.0f MB resident",
        ratio, full.median("submitted_per_s"), full.worst("memory_mb"));
    line("%n%-18s %10s %10s", "phase, ms, median", "empty", "full");
    for (String phase : emptyPhases.names())
      line("%-18s %10.0f %10.0f", phase, emptyPhases.median(phase), fullPhases.median(phase));
    fill(ratio);
  }

  private void row(String title, Measured of, String name) {
    line("%-18s %10.2f %10.2f", title, of.median(name), of.worst(name));
  }

  private void fill(double ratio) {
    document
        .putObject("ready_s")
        .put("empty", empty.median("ready"))
        .put("full", full.median("ready"))
        .put("empty_worst", empty.worst("ready"))
        .put("full_worst", full.worst("ready"))
        .put("ratio", ratio);
    document
        .put("queues_s", full.median("queues"))
        .put("stop_s", full.median("stop"))
        .put("stop_s_worst", full.worst("stop"))
        .put("stop_idle_s", empty.median("stop_idle"))
        .put("submitted_per_s", full.median("submitted_per_s"))
        .put("resident_mb", full.worst("memory_mb"));
    ObjectNode phases = document.putObject("phases_ms");
    phases(phases.putObject("empty"), emptyPhases);
    phases(phases.putObject("full"), fullPhases);
    ObjectNode runs = document.putObject("runs");
    runs(runs.putObject("empty"), empty);
    runs(runs.putObject("full"), full);
  }

  private static void phases(ObjectNode into, Measured of) {
    for (String name : of.names()) into.put(name, of.median(name));
  }

  private static void runs(ObjectNode into, Measured of) {
    for (String name : of.names()) into.putPOJO(name, of.of(name));
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), document);
    line("%nwritten to %s", file);
  }
}
