package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.drill.load.DrillLoad;
import io.ixion.judge.Finding;
import io.ixion.judge.Invariant;
import io.ixion.judge.Judgement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Puts the runs of a drill into words and numbers. */
final class DrillReport {
  private final FaultKind kind;
  private final int nodes;
  private final long seed;
  private final DrillOptions options;
  private final int asked;
  private final List<RunResult> runs;

  /**
   * @param asked how many runs there should be
   */
  DrillReport(
      FaultKind kind, int nodes, long seed, DrillOptions options, int asked, List<RunResult> runs) {
    this.kind = kind;
    this.nodes = nodes;
    this.seed = seed;
    this.options = options;
    this.asked = asked;
    this.runs = List.copyOf(runs);
  }

  boolean isPass() {
    return runs.size() == asked && runs.stream().allMatch(RunResult::isPass);
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%nDrill: %s%n%s.%nNodes %d, seed %d, runs %d of %d, submits a second %d; worked for %d s before the first run.%n%n",
        kind,
        sentence(kind.description()),
        nodes,
        seed,
        runs.size(),
        asked,
        options.rate(),
        options.warmUp().toSeconds());
    out.println(
        "run  gap ms  return ms  unaffected ms  affected  silence ms  to offer ms  recovery ms  acked  repeated  verdict");
    for (RunResult run : runs) {
      Gaps gaps = run.gaps();
      out.printf(
          Locale.ROOT,
          "%3d %7d %10d %14d %9d %11d %12d %12d %6d %9d  %s%n",
          run.number(),
          gaps.longestMs(),
          gaps.returnMs(),
          gaps.calmMs(),
          gaps.affected(),
          gaps.silenceMs(),
          gaps.offerMs(),
          gaps.recoveryMs(),
          gaps.operations(),
          gaps.unanswered(),
          run.isPass() ? "pass" : "FAIL");
      out.println("     " + run.fault() + "; proof: " + run.proof());
      out.println("     " + run.answers());
      out.println("     " + run.use());
      run.patient().ifPresent(told -> out.println("     " + told));
      run.problems().forEach(problem -> out.println("     problem: " + problem));
    }
    out.println();
    out.printf(
        Locale.ROOT,
        """
        All columns but "affected", "acked" and "repeated" are the longest of the run.
        gap           from the first attempt of an operation to its acknowledgement, of those begun while it was
                      broken; a client waits at most %d ms for an answer, then it asks another node with the same key;
                      it leaves out a node that was not ready at two looks in a row, which it takes every 500 ms
        return        the same, of those begun after the mending
        unaffected    as gap, of interactions whose owner did not change and of which every attempt was answered
        affected      interactions with an attempt that got no answer, or one that says to repeat it
        silence       nothing at all was acknowledged to anybody
        to offer      from an acknowledged submit to its first offer
        recovery      from the mending until each probe was changed again, which alone takes up to %d ms at this load
        acked         operations acknowledged after the fault began
        repeated      attempts that got no answer, or one that says to repeat them
        Below each run: what broke and how that was seen; what clients were told while it was broken (a refused
        connection was never sent); what the nodes used; and, where the database was away, what a client was told
        that waits for every answer.

        """,
        DrillLoad.ATTEMPT.toMillis(),
        DrillLoad.cycleMillis(options.rate()));
    for (Invariant invariant : Invariant.values()) invariant(out, invariant);
    out.println();
    out.println("Verdict: " + (isPass() ? "pass" : "FAIL"));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private void invariant(PrintWriter out, Invariant invariant) {
    List<Judgement> all = runs.stream().map(run -> run.verdict().of(invariant)).toList();
    long checked = all.stream().mapToLong(Judgement::checked).sum();
    long violations = all.stream().mapToLong(one -> one.findings().size()).sum();
    long excused = all.stream().mapToLong(Judgement::excused).sum();
    out.printf(
        Locale.ROOT,
        "%2d %-14s %s%s%n",
        invariant.number(),
        invariant.title(),
        checked == 0 ? "not judged" : "checked %7d  violated %d".formatted(checked, violations),
        excused > 0 ? "  out of reach or not yet calm " + excused : "");
    all.stream()
        .flatMap(one -> one.leftOut().stream())
        .distinct()
        .forEach(part -> out.println("     left out: " + part));
    for (RunResult run : runs)
      run.verdict().of(invariant).findings().stream()
          .limit(VerdictJson.EXAMPLES)
          .map(Finding::text)
          .forEach(example -> out.println("     run " + run.number() + ": " + example));
  }

  /** The last line. */
  ObjectNode summary() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("fault", kind.toString()).put("runs", runs.size());
    json.put("lost", runs.stream().mapToLong(RunResult::lost).sum());
    json.put("doubled", runs.stream().mapToLong(RunResult::doubled).sum());
    json.put("stuck", runs.stream().mapToLong(RunResult::stuck).sum());
    long[] gaps = runs.stream().mapToLong(run -> run.gaps().longestMs()).sorted().toArray();
    json.put("gap_ms_max", gaps.length == 0 ? 0 : gaps[gaps.length - 1]);
    json.put("gap_ms_p50", gaps.length == 0 ? 0 : gaps[(gaps.length - 1) / 2]);
    json.put(
        "gap_ms_return_max", runs.stream().mapToLong(r -> r.gaps().returnMs()).max().orElse(0));
    json.put(
        "gap_ms_unaffected_max", runs.stream().mapToLong(r -> r.gaps().calmMs()).max().orElse(0));
    json.put("silence_ms_max", runs.stream().mapToLong(r -> r.gaps().silenceMs()).max().orElse(0));
    json.put("offer_ms_max", runs.stream().mapToLong(r -> r.gaps().offerMs()).max().orElse(0));
    json.put(
        "recovery_ms_max", runs.stream().mapToLong(r -> r.gaps().recoveryMs()).max().orElse(0));
    json.put("unanswered_attempts", runs.stream().mapToLong(r -> r.gaps().unanswered()).sum());
    json.put("nodes", nodes).put("seed", seed).put("rate", options.rate());
    json.put("warm_up_ms", options.warmUp().toMillis());
    json.put("java", Runtime.version().toString());
    json.put("verdict", isPass() ? "pass" : "fail");
    return json;
  }

  /** The summary with everything it is made of. */
  ObjectNode document() {
    ObjectNode json = summary();
    var all = json.putArray("results");
    runs.forEach(run -> all.add(run.json()));
    return json;
  }
}
