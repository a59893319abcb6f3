package io.ixion.benchmark.replay;

import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.replay.Progress.End;
import io.ixion.judge.Finding;
import io.ixion.judge.Invariant;
import io.ixion.judge.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a recorded day of a contact centre against a running node and judges what came of it. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Plays a recorded day of a contact centre against a running node, over HTTP, and judges what came of it by the invariants.",
    footer = {
      "",
      "FILE is tab-separated with one header line, plain or gzipped, in the format of the \"Anonymous Bank\" data.",
      "A node or database that dies meanwhile is waited for; requests are repeated with the same idempotency keys.",
      "",
      "Exit code: 0 no invariant is violated, 1 one is violated or the replay broke off, 2 wrong usage.",
      "",
      "Examples:",
      "  ixion replay calls.tsv.gz --day 990203 --speed 300",
      "  ixion replay --synthetic 7 --calls 500 --json result.json"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final double FASTEST = 5_000;
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration SHOULD_HAVE_MET = Duration.ofSeconds(3);
  private static final int HEALTHY_AFTER = 30;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Recorded calls.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--day",
      paramLabel = "YYMMDD",
      description = "The day to play, as the file names it.")
  private Optional<String> day = Optional.empty();

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many times faster than real (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The node (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "The tenant to play in (default: a new one for each run).")
  private Optional<String> tenant = Optional.empty();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the result as one JSON document.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--synthetic",
      paramLabel = "SEED",
      description = "Plays a made-up day instead; the same seed gives the same day.")
  private Optional<Long> synthetic = Optional.empty();

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Calls of a made-up day (default: ${DEFAULT-VALUE}).")
  private int calls;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long a node without an answer is waited for (default: ${DEFAULT-VALUE}).")
  private int patience;

  private final Set<String> unmatched = new TreeSet<>();
  private final List<Instant> breaks = new ArrayList<>();
  private long repeated;
  private int healthyRounds = HEALTHY_AFTER;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (file.isPresent() == synthetic.isPresent())
      return usage("name either a FILE with --day, or --synthetic SEED");
    if (file.isPresent() && day.isEmpty())
      return usage("--day is missing: which day of the file is to be played?");
    if (!(speed >= 1 && speed <= FASTEST)) // so that NaN is refused
    return usage("--speed must be 1 to " + FASTEST + ", found " + speed);
    if (calls < 10 || calls > 100_000) return usage("--calls must be 10 to 100000, found " + calls);
    if (patience < 1 || patience > 86_400)
      return usage("--patience must be 1 to 86400 seconds, found " + patience);
    if (json.isPresent() && !Files.isDirectory(json.get().toAbsolutePath().getParent()))
      return usage("--json: there is no directory for " + json.get());
    try {
      return play();
    } catch (CallFile.Problem problem) {
      return usage(problem.getMessage());
    } catch (IOException problem) {
      err.println("ixion: " + problem.getMessage());
      return 1;
    }
  }

  private int usage(String problem) {
    spec.commandLine().getErr().println("ixion: " + problem + " (see ixion replay --help)");
    return 2;
  }

  private int play() throws IOException, InterruptedException {
    CallFile.Contents contents =
        synthetic.isPresent()
            ? SyntheticDay.generate(synthetic.get(), calls)
            : CallFile.read(file.get(), day.get());
    String date = synthetic.isPresent() ? SyntheticDay.DATE : day.get();
    Day played = Day.of(contents.calls());
    // the keys are new in each run even where the tenant is not, or a second run would be a repeat
    String run = "replay-" + date + "-" + Long.toString(System.currentTimeMillis(), 36);
    long start = System.nanoTime();
    try (var api = new Api(url, tenant.orElse(run), 160, Duration.ofSeconds(patience));
        var performance = new Performance(api, played, speed, run)) {
      announce(contents, played, tenant.orElse(run));
      performance.start();
      follow(performance, played, api);
      unmatched.addAll(performance.closeDoors());
      ReplayReport report = judge(api, performance, contents, date, run, start);
      report.print(spec.commandLine().getOut());
      if (json.isPresent()) report.write(json.get());
      return report.document().path("verdict").asText().equals("pass") ? 0 : 1;
    }
  }

  private void announce(CallFile.Contents contents, Day played, String run) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d calls and %d agents in %d spans of work, as tenant %s; about %.0f s%n",
        played.calls().size(),
        played.agents().size(),
        played.shifts().size(),
        run,
        (played.end() - played.start()) / speed);
    contents.unreadable().forEach(line -> out.println("  skipped " + line));
    out.flush();
  }

  private void follow(Performance performance, Day played, Api api)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = System.console() != null;
    long drainEnds = Long.MAX_VALUE;
    while (!performance.isOver() && System.nanoTime() < drainEnds) {
      TimeUnit.MILLISECONDS.sleep(1_000);
      if (performance.failure().isPresent())
        throw new IOException("the replay broke off: " + performance.failure().get().getMessage());
      boolean away = api.retried() != repeated;
      watch(performance, api);
      if (performance.secondOfDay() > played.end() && (away || drainEnds == Long.MAX_VALUE))
        drainEnds = System.nanoTime() + DRAIN.toNanos(); // an absent node's time does not count
      out.print(status(performance, api) + (terminal ? "\r" : "\n"));
      out.flush();
    }
    if (terminal) out.println();
  }

  /**
   * Nobody waits beside a free agent of its type, unless node or database were away a moment ago.
   */
  private void watch(Performance performance, Api api) {
    if (api.retried() != repeated) {
      repeated = api.retried();
      healthyRounds = 0;
      breaks.add(Instant.now());
    } else if (++healthyRounds > HEALTHY_AFTER)
      unmatched.addAll(performance.unmatched(SHOULD_HAVE_MET));
  }

  private static String status(Performance performance, Api api) {
    Progress progress = performance.progress();
    int second = (int) performance.secondOfDay();
    long held = progress.held();
    return String.format(
        Locale.ROOT,
        "%02d:%02d  served %5d  abandoned %5d  in work %3d  waiting %4d  agents %2d  repeated %d   ",
        second / 3_600,
        second / 60 % 60,
        progress.count(End.SERVED),
        progress.count(End.ABANDONED),
        held,
        progress.open() - held,
        performance.agentsOnDuty(),
        api.retried());
  }

  private static void see(List<Finding> seen, Invariant invariant, Collection<String> texts) {
    texts.forEach(text -> seen.add(new Finding(invariant, "", text)));
  }

  private ReplayReport judge(
      Api api,
      Performance performance,
      CallFile.Contents contents,
      String date,
      String run,
      long start)
      throws IOException, InterruptedException {
    spec.commandLine().getOut().println("the day is over; reading what became of each interaction");
    spec.commandLine().getOut().flush();
    List<Progress.Trace> traces = performance.progress().traces();
    var collector = new HistoryCollector(api, speed);
    List<CallHistory> histories = collector.collect(traces);
    var seen = new ArrayList<Finding>();
    see(seen, Invariant.NOTHING_STUCK, unmatched);
    see(seen, Invariant.ONE_OWNER, performance.progress().doubleHolds());
    see(seen, Invariant.ONCE, collector.repeatSome(traces));
    if (tenant.isEmpty()) see(seen, Invariant.AGREEMENT, collector.strangers(traces));
    Verdict verdict = ReplayJudgement.judge(histories, breaks, seen);
    return new ReplayReport(
        new ReplayReport.Content(
            file.map(Path::toString).orElse("synthetic " + synthetic.orElse(0L)),
            date,
            speed,
            tenant.orElse(run),
            Waits.byType(traces, histories, speed),
            verdict,
            contents,
            api.retried(),
            Turnaround.of(traces, histories, speed),
            (System.nanoTime() - start) / 1e9));
  }
}
