package io.ixion.benchmark.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.judge.Finding;
import io.ixion.judge.Invariant;
import io.ixion.judge.Judgement;
import io.ixion.judge.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a replay came to: a table for people, one JSON document for machines. */
final class ReplayReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int MOST_TOLD = 20;

  /** Everything there is to say. */
  record Content(
      String source,
      String day,
      double speed,
      String tenant,
      Map<String, Waits.Row> types,
      Verdict verdict,
      CallFile.Contents file,
      long retried,
      Turnaround turnaround,
      double seconds) {}

  private final Content content;

  ReplayReport(Content content) {
    this.content = content;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n%s, day %s at %.0f times the speed, in %.0f s; %d requests repeated%n",
        content.source(),
        content.day(),
        content.speed(),
        content.seconds(),
        content.retried());
    out.printf(
        "%n  %-5s %8s %7s %9s %5s %9s %8s   | recorded: %7s %9s %9s %8s%n",
        "type",
        "offered",
        "served",
        "abandoned",
        "left",
        "mean wait",
        "p90",
        "served",
        "abandoned",
        "mean wait",
        "p90");
    content.types().forEach((type, row) -> line(out, type, row));
    out.println();
    explanations().forEach(e -> out.println("  " + e));
    out.println();
    content.verdict().judgements().forEach(judgement -> invariant(out, judgement));
    content.verdict().judgements().stream()
        .flatMap(judgement -> judgement.findings().stream())
        .limit(MOST_TOLD)
        .forEach(finding -> out.println("    " + finding.text()));
    out.println("  verdict: " + (content.verdict().isPass() ? "pass" : "fail"));
    out.flush();
  }

  private static void line(PrintWriter out, String type, Waits.Row row) {
    Waits.Figures p = row.played();
    Waits.Figures r = row.recorded();
    out.printf(
        Locale.ROOT,
        "  %-5s %8d %7d %9d %5d %8.1fs %7.1fs   |           %7d %9d %8.1fs %7.1fs%n",
        type,
        p.offered(),
        p.served(),
        p.abandoned(),
        p.left(),
        p.mean(),
        p.p90(),
        r.served(),
        r.abandoned(),
        r.mean(),
        r.p90());
  }

  private static void invariant(PrintWriter out, Judgement judgement) {
    out.printf(
        "  %2d %-14s %s%n",
        judgement.invariant().number(), judgement.invariant().title() + ":", judgement.result());
    judgement.leftOut().forEach(part -> out.println("       left out: " + part));
    if (judgement.excused() > 0)
      out.printf(
          "       %d made around a moment in which nobody answered are not counted%n",
          judgement.excused());
  }

  private List<String> explanations() {
    Turnaround t = content.turnaround();
    double perMilli = content.speed() / 1_000;
    return List.of(
        "Odd in the data: "
            + (content.file().oddities().isEmpty() ? "nothing" : content.file().oddities())
            + ".",
        "Why the figures differ from the recorded ones, measured in this run:",
        String.format(
            Locale.ROOT,
            "- A millisecond counts as %.1f s of the day. Accepting took %.0f ms and stopping %.0f ms beyond the handling",
            perMilli,
            t.acceptMillis(),
            t.finishMillis()),
        String.format(
            Locale.ROOT,
            "  on average, so a call kept its agent %.1f s of the day longer than recorded, %.0f %% of the mean handling time.",
            (t.acceptMillis() + t.finishMillis()) * perMilli,
            100 * t.share()),
        "- Callers who hung up in reality and were served here: "
            + t.servedInstead()
            + ", with a handling time drawn from their type.",
        "- Requests repeated: "
            + content.retried()
            + ". While the node or its database is away, the clock of the day goes on and callers wait.",
        "Each of these makes waits longer. What makes them shorter: agents count as at work between served calls less",
        "than 30 min apart, as their real breaks are not recorded. Who was served waits for ever here; who hung up has",
        "its recorded patience. Calls of NO_SERVER are played, with no agent added for them. Left: waiting at closing time.");
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), document());
  }

  ObjectNode document() {
    ObjectNode document = JSON.createObjectNode();
    Waits.Figures all = content.types().get(Waits.ALL).played();
    Verdict verdict = content.verdict();
    document
        .put("source", content.source())
        .put("day", content.day())
        .put("speed", content.speed());
    document.put("tenant", content.tenant()).put("seconds", content.seconds());
    document
        .put("offered", all.offered())
        .put("served", all.served())
        .put("abandoned", all.abandoned());
    document.put("left", all.left()).put("lost", verdict.violations(Invariant.NOTHING_LOST));
    document.put(
        "doubled", verdict.violations(Invariant.ONE_OWNER, Invariant.CAPACITY, Invariant.ONCE));
    document
        .put("stuck", verdict.violations(Invariant.NOTHING_STUCK))
        .put("out_of_order", verdict.violations(Invariant.ORDER));
    document
        .put("disagreements", verdict.violations(Invariant.AGREEMENT, Invariant.ALL_TOLD))
        .put("requests_repeated", content.retried());
    ObjectNode turnaround = document.putObject("turnaround");
    turnaround.put("accept_mean_ms", content.turnaround().acceptMillis());
    turnaround.put("stop_mean_ms", content.turnaround().finishMillis());
    turnaround.put("share_of_handling", content.turnaround().share());
    document.put("hung_up_but_served_here", content.turnaround().servedInstead());
    document
        .put("order_uncertainty_ms", ReplayJudgement.SIMULTANEOUS.toMillis())
        .put("order_not_judged", verdict.of(Invariant.ORDER).excused());
    document.put("verdict", verdict.isPass() ? "pass" : "fail");
    ObjectNode types = document.putObject("types");
    content
        .types()
        .forEach(
            (type, row) ->
                figures(types.putObject(type), row.played())
                    .set("recorded", figures(JSON.createObjectNode(), row.recorded())));
    ObjectNode oddities = document.putObject("oddities");
    content.file().oddities().forEach(oddities::put);
    content.file().unreadable().forEach(document.putArray("unreadable")::add);
    ObjectNode violations = document.putObject("violations");
    var notJudged = document.putArray("not_judged");
    for (Judgement judgement : verdict.judgements()) {
      int number = judgement.invariant().number();
      if (!judgement.isJudged()) notJudged.add(number);
      judgement.findings().stream()
          .limit(MOST_TOLD)
          .map(Finding::text)
          .forEach(violations.withArray("/" + number)::add);
    }
    return document;
  }

  private static ObjectNode figures(ObjectNode node, Waits.Figures figures) {
    node.put("offered", figures.offered())
        .put("served", figures.served())
        .put("abandoned", figures.abandoned());
    return node.put("left", figures.left())
        .put("wait_mean_s", figures.mean())
        .put("wait_p90_s", figures.p90());
  }
}
