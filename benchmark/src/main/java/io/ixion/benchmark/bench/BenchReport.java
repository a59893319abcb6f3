package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.matcher.MatcherBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tables for people and one JSON document for machines. */
public final class BenchReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final double FULL = 0.9;
  private static final double[] PERCENTILES = {50, 90, 99};

  private final PrintWriter out;
  private final ObjectNode document = JSON.createObjectNode();

  public BenchReport(PrintWriter out) {
    this.out = out;
  }

  public ObjectNode settings() {
    return document.withObject("/settings");
  }

  public ObjectNode document() {
    return document;
  }

  public void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  void throughput(String title, ObjectNode into, Comparison comparison) {
    line("%n%s", title);
    line(
        "  %-8s %10s %21s %8s %14s %12s %10s",
        "", "per s", "min to max", "ratio", "CPU s/1000", "WAL B/item", "CPU of db");
    for (String road : comparison.roads()) {
      double median = comparison.median(road, Rounds.Result::perSecond);
      double least = comparison.least(road, Rounds.Result::perSecond);
      double most = comparison.most(road, Rounds.Result::perSecond);
      double cpu = comparison.median(road, Rounds.Result::cpuSecondsPer1000);
      double database = comparison.median(road, Rounds.Result::databaseCpuSecondsPer1000);
      double wal = comparison.median(road, Rounds.Result::walBytesPerItem);
      double ratio = comparison.ratio(road);
      line(
          "  %-8s %10.1f %10.1f %10.1f %8.2f %14.2f %12.0f %10.2f",
          road, median, least, most, ratio, cpu, wal, database);
      ObjectNode node = into.putObject(road);
      node.put("per_second", median).put("per_second_min", least).put("per_second_max", most);
      node.put("ratio", ratio).put("cpu_s_per_1000", cpu).put("wal_bytes_per_interaction", wal);
      node.put("cpu_s_per_1000_of_database", database);
      node.put("rounds", comparison.of(road).size());
      node.put("ratio_min", comparison.leastRatio(road))
          .put("ratio_max", comparison.mostRatio(road));
    }
  }

  /** What further nodes add on one machine, and what stops them from adding more. */
  void scaling(int nodes, Comparison several, Comparison one) {
    int cores = Runtime.getRuntime().availableProcessors();
    double ratio =
        several.median("cluster", Rounds.Result::perSecond)
            / one.median("one", Rounds.Result::perSecond);
    double toFloor = several.ratio("cluster") / one.ratio("one");
    double busy = several.median("cluster", Rounds.Result::coresUsed);
    double busyAlone = one.median("one", Rounds.Result::coresUsed);
    double cost = several.median("cluster", Rounds.Result::nodesCpuSecondsPer1000);
    double costAlone = one.median("one", Rounds.Result::nodesCpuSecondsPer1000);
    boolean full = busy > FULL * cores;
    line(
        "%n%d nodes are %.2f of one node; %.2f when each is held against its floor",
        nodes, ratio, toFloor);
    line("CPU of the nodes for 1,000 lives: %.2f s, alone %.2f s", cost, costAlone);
    line(
        "busy cores: %.2f, alone %.2f, of %d that nodes, database and clients share: %s",
        busy,
        busyAlone,
        cores,
        full ? "the limit is the machine's cores" : "the limit is not the cores");
    document
        .putObject("scaling")
        .put("nodes", nodes)
        .put("ratio", ratio)
        .put("ratio_to_floor", toFloor)
        .put("node_cpu_s_per_1000", cost)
        .put("node_cpu_s_per_1000_alone", costAlone)
        .put("cores", cores)
        .put("cores_busy", busy)
        .put("cores_busy_alone", busyAlone)
        .put("limit", full ? "cores" : "other");
  }

  void latency(Comparison comparison) {
    ObjectNode into = document.withObject("/latency");
    line("%nlatency at a fixed low rate, ms (p50 / p90 / p99)");
    for (String road : comparison.roads()) {
      ObjectNode node = into.putObject(road);
      var text = new StringBuilder(String.format("  %-8s", road));
      for (StepLatencies.Step step : StepLatencies.Step.values()) {
        String name = step.name().toLowerCase(Locale.ROOT);
        text.append(' ').append(name);
        for (double percentile : PERCENTILES) {
          double millis = comparison.median(road, r -> r.latencies().millis(step, percentile));
          text.append(
              String.format(Locale.ROOT, percentile == PERCENTILES[0] ? " %.1f" : "/%.1f", millis));
          node.withObject("/" + name).put("p" + (int) percentile + "_ms", millis);
        }
      }
      line("%s", text);
    }
  }

  /** Whether every round did its work, and what may have disturbed the run. */
  void validity(Optional<String> wrong) {
    ObjectNode validity = document.withObject("/validity");
    validity.put("valid", wrong.isEmpty());
    wrong.ifPresent(why -> validity.put("problem", why));
    double load = settings().path("load_average_before").asDouble();
    boolean disturbed = load > settings().path("cores").asInt();
    validity.put("disturbed", disturbed);
    line(
        "%n%s; load average %.1f before and %.1f after%s",
        wrong.isEmpty() ? "valid: every round was checked" : "NOT VALID",
        load,
        settings().path("load_average_after").asDouble(),
        disturbed ? ": other programs were using the machine" : "");
  }

  void matcher(List<MatcherBench.Row> rows) {
    line("%nmatcher, one decision (JMH)");
    var into = document.putArray("matcher");
    for (MatcherBench.Row row : rows) {
      line(
          "  %-20s %-32s %10.0f ns, give or take %.0f",
          row.benchmark(), row.parameters(), row.nanoseconds(), row.error());
      into.addPOJO(row);
    }
  }

  public void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), document);
    line("%nwritten to %s", file);
  }
}
