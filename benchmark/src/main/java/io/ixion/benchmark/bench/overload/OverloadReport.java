package io.ixion.benchmark.bench.overload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.bench.BenchReport;
import io.ixion.benchmark.bench.RunEnvironment;
import io.ixion.benchmark.bench.overload.OverloadRun.Load;
import io.ixion.benchmark.bench.overload.OverloadRun.Result;
import io.ixion.benchmark.bench.overload.Readings.What;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What an overload did: lines and tables for people, one JSON document for machines. */
final class OverloadReport {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final BenchReport report;
  private boolean isTrue;

  OverloadReport(PrintWriter out) {
    report = new BenchReport(out);
  }

  ObjectNode settings() {
    return report.settings();
  }

  void progress(String line) {
    report.line("%s  %s", LocalTime.now().format(CLOCK), line);
  }

  void plan(OverloadRun.Plan plan, List<String> options, Map<String, String> environment) {
    settings()
        .put("connections", plan.connections())
        .put("agents", plan.agents())
        .put("seconds", plan.load().toSeconds())
        .put("capacity_given", plan.capacity().isPresent())
        .put("cold", plan.warmUps() == 0)
        .put("options", String.join(" ", options))
        .putPOJO("environment", environment);
    report.line("%s", settings());
  }

  void result(Result result) {
    var verdict = new OverloadVerdict(result);
    isTrue = verdict.isTrue();
    report.document().put("capacity_per_second", result.capacity());
    report.line("%ncapacity: %.0f submits a second", result.capacity());
    load("half load", "half", result.half());
    load("overload", "overload", result.over());
    truth(result);
    verdict(verdict);
  }

  private void load(String title, String name, Load load) {
    Tally submits = load.submits();
    ObjectNode into = report.document().putObject(name);
    double sent = submits.sent() / submits.seconds();
    report.line(
        "%n%s: %.0f submits a second offered, %.0f sent; %d not sent as every connection waited",
        title, load.offered(), sent, submits.unsent());
    into.put("offered_per_second", load.offered())
        .put("sent_per_second", sent)
        .put("accepted_per_second", submits.perSecond(Told.ACCEPTED))
        .put("unsent", submits.unsent())
        .put("seconds", submits.seconds())
        .put("seconds_until_answered", submits.untilAnswered());
    report.line("  %-18s %9s %9s %9s %9s %8s", "ms", "count", "p50", "p99", "max", "failed");
    ObjectNode answered = into.putObject("answered");
    for (Told told : Told.values())
      times(told.text(), submits.time(told), answered.putObject(told.text()), "");
    for (What what : What.values()) {
      long failed = load.readings().failed(what);
      Histogram time = load.readings().time(what);
      ObjectNode node = into.putObject(what.text()).put("failed", failed);
      times(what.text(), time, node, Long.toString(failed));
    }
    if (!submits.codes().isEmpty()) report.line("  answers but 201: %s", submits.codes());
    into.putPOJO("codes", submits.codes());
    costs(load, into);
  }

  private void times(String name, Histogram time, ObjectNode into, String failed) {
    into.put("count", time.getTotalCount());
    if (time.getTotalCount() == 0) return;
    double p50 = time.getValueAtPercentile(50) / 1_000.0;
    double p99 = time.getValueAtPercentile(99) / 1_000.0;
    double max = time.getMaxValue() / 1_000.0;
    into.put("p50_ms", p50).put("p99_ms", p99).put("max_ms", max);
    report.line(
        "  %-18s %9d %9.1f %9.1f %9.1f %8s", name, time.getTotalCount(), p50, p99, max, failed);
  }

  private void costs(Load load, ObjectNode into) {
    double share = load.generatorShare();
    double own = load.costs().ownCpuSeconds();
    double node = load.costs().nodesCpuSeconds();
    double database = load.costs().databaseCpuSeconds();
    report.line(
        "  CPU s: clients %.1f, node %.1f, database %.1f; the clients' share %.2f",
        own, node, database, share);
    into.putObject("cpu_s")
        .put("clients", own)
        .put("node", node)
        .put("database", database)
        .put("clients_share", share);
    into.put("node_stopped_by_collector_s", load.collected());
    report.line("  the node's collector stopped it for %.1f s in all", load.collected());
    ObjectNode lines = into.putObject("log_lines_per_second");
    OverloadVerdict.logPerSecond(load)
        .forEach(
            (kind, perSecond) -> {
              lines.put(kind, perSecond);
              report.line("  %.1f lines a second in the log: %s", perSecond, kind);
            });
  }

  private void truth(Result result) {
    Truth truth = result.truth();
    ObjectNode into = report.document().putObject("truth");
    report.line("%nwhat the journal holds of every submit of the run, by what it was answered");
    report.line("  %-18s %9s %9s", "", "submits", "done");
    for (Told told : Told.values()) {
      into.putObject(told.text()).put("submits", truth.submits(told)).put("done", truth.done(told));
      if (truth.submits(told) > 0)
        report.line("  %-18s %9d %9d", told.text(), truth.submits(told), truth.done(told));
    }
    report.line(
        "  done twice: %d; %d of the overload repeated with their keys: %d answered wrongly, %d not once in the journal",
        truth.twice(), result.repeated(), result.repeatedWrong(), result.notOnce());
    into.put("done_twice", truth.twice())
        .put("repeated", result.repeated())
        .put("repeated_wrong", result.repeatedWrong())
        .put("repeated_not_once", result.notOnce());
  }

  private void verdict(OverloadVerdict verdict) {
    ObjectNode goals = report.document().putObject("verdict");
    report.line("%n  %-44s %10s %10s", "goal", "at most", "found");
    for (Goal goal : verdict.goals()) {
      report.line(
          "  %-44s %10.1f %10.1f  %s",
          goal.words(), goal.most(), goal.found(), goal.isMet() ? "pass" : "FAIL");
      goals
          .putObject(goal.name())
          .put("found", goal.found())
          .put("at_most", goal.most())
          .put("pass", goal.isMet());
    }
    validity(verdict);
  }

  private void validity(OverloadVerdict verdict) {
    double before = settings().path("load_average_before").asDouble();
    double after = RunEnvironment.loadAverage();
    boolean disturbed = before > settings().path("cores").asInt();
    settings().put("load_average_after", after);
    report
        .document()
        .putObject("validity")
        .put("valid", verdict.isValid())
        .put("clients_share", verdict.generatorShare())
        .put("clients_share_at_most", OverloadVerdict.GENERATOR)
        .put("overloaded", verdict.isOverload())
        .put("disturbed", disturbed);
    report.line(
        "%n%s: the clients took %.2f of the CPU, at most %.2f; load average %.1f before and %.1f after%s",
        verdict.isValid() ? "valid" : "NOT VALID",
        verdict.generatorShare(),
        OverloadVerdict.GENERATOR,
        before,
        after,
        disturbed ? ": other programs were using the machine" : "");
    if (!verdict.isOverload())
      report.line(
          "NOT AN OVERLOAD: it served all connections in their turn; try more of them, or a shorter wait with --set");
  }

  /** Whether no answer said what was not so. */
  boolean isTrue() {
    return isTrue;
  }

  void write(Path file) throws IOException {
    report.write(file);
  }
}
