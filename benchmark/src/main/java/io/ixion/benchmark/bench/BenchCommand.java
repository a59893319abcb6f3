package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.bench.overload.OverloadCommand;
import io.ixion.benchmark.cluster.Directories;
import io.ixion.benchmark.matcher.MatcherBench;
import io.ixion.benchmark.startup.StartupCommand;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.node.Node;
import io.ixion.node.NodeSettings;
import io.ixion.node.StartProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures Ixion against a hand-written queue on the same database, in interleaved rounds of one
 * run.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {StartupCommand.class, ClusterBenchCommand.class, OverloadCommand.class},
    description =
        "Measures whole lives, work on a backlog, latencies and the matcher, against a hand-written floor.",
    footer = {
      "",
      "The floor is a PostgreSQL queue with FOR UPDATE SKIP LOCKED and an event row per step, four commits a life,",
      "on the same server with the same settings. It starts a node of its own with a temporary database, unless",
      "IXION_DATABASE_URL names another one. Figures are ratios within one run; absolute ones depend on the machine.",
      "",
      "Exit code: 0 measured, 1 a round did not do its work, 2 wrong usage.",
      "",
      "Examples:",
      "  ixion bench --quick",
      "  ixion bench life latency --rounds 5 --json bench.json"
    })
public final class BenchCommand implements Callable<Integer> {
  enum Part {
    all,
    life,
    backlog,
    latency,
    matcher
  }

  private static final int RATE = 50;

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Part> parts = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes settings and results as one JSON document.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--quick",
      description = "Small sizes, one round: whether it works rather than how fast it is.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Interleaved rounds (default: 3, with --quick 1).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Lives in a round (default: 15000, with --quick 1500).")
  private Optional<Integer> items = Optional.empty();

  @Option(
      names = "--waiting",
      paramLabel = "N",
      split = ",",
      description = "Sizes of the backlog (default: 1000,10000,100000).")
  private List<Integer> waiting = new ArrayList<>();

  @Option(
      names = "--roads",
      split = ",",
      paramLabel = "ROAD",
      description =
          "Which sides to measure: floor, lean, engine, http (default: all); without the floor there is no ratio.")
  private Set<String> only = new TreeSet<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of the node's database, kept (default: a temporary one).")
  private Optional<Path> data = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Set<Part> asked =
        parts.isEmpty() || parts.contains(Part.all)
            ? EnumSet.allOf(Part.class)
            : EnumSet.copyOf(parts);
    Path directory = data.isPresent() ? data.get() : Files.createTempDirectory("ixion-bench");
    var report = new BenchReport(out);
    Optional<String> wrong = Optional.empty();
    try (Node node = Node.start(new NodeSettings("127.0.0.1", 0, directory, System.getenv()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, directory), "bench-stop"));
      RunEnvironment.describe(report.settings(), node.database().dataSource());
      report.line("%s", report.settings());
      wrong = measured(asked, node, report);
    } catch (DatabaseProblem | StartProblem problem) {
      spec.commandLine().getErr().println("ixion: " + problem.getMessage());
      return 1;
    } finally {
      if (data.isEmpty()) Directories.delete(directory);
    }
    if (wrong.isEmpty() && asked.contains(Part.matcher)) report.matcher(MatcherBench.run(quick));
    report.settings().put("load_average_after", RunEnvironment.loadAverage());
    report.validity(wrong);
    if (json.isPresent()) report.write(json.get());
    wrong.ifPresent(why -> spec.commandLine().getErr().println("ixion: not valid: " + why));
    return wrong.isPresent() ? 1 : 0;
  }

  /** Leaves neither a database nor its files behind, also when it is interrupted. */
  private void end(Node node, Path directory) {
    node.close();
    try {
      if (data.isEmpty()) Directories.delete(directory);
    } catch (IOException kept) {
      spec.commandLine().getErr().println("ixion: cannot remove " + directory + ": " + kept);
    }
  }

  /** Empty when every round did its work, else what went wrong in the first that did not. */
  private Optional<String> measured(Set<Part> asked, Node node, BenchReport report) {
    try {
      measure(asked, node, report);
      return Optional.empty();
    } catch (Exception failure) {
      return Optional.of(
          failure instanceof IllegalStateException ? failure.getMessage() : failure.toString());
    }
  }

  private void measure(Set<Part> asked, Node node, BenchReport report) throws Exception {
    if (asked.equals(EnumSet.of(Part.matcher))) return;
    var rounds = new Rounds(node.database().dataSource(), () -> Duration.ZERO);
    var journal = new JournalCheck(node.database().dataSource());
    List<Road> roads =
        Stream.of(
                FloorRoad.floor(node.database()),
                FloorRoad.lean(node.database()),
                new EngineRoad(node.engine(), journal),
                new HttpRoad("http", List.of(node.uri()), journal))
            .filter(road -> only.isEmpty() || only.contains(road.name()))
            .toList();
    int times = this.rounds.orElse(quick ? 1 : 3);
    new WarmUp(rounds, report).run(roads, items.orElse(quick ? 1_500 : 15_000), quick);
    if (asked.contains(Part.life)) life(roads, rounds, times, report);
    if (asked.contains(Part.backlog)) backlog(withoutHttp(roads), rounds, quick ? 1 : 2, report);
    if (asked.contains(Part.latency)) latency(roads, rounds, report);
  }

  /** A backlog of many thousands is not filled through HTTP: it would only be waited for. */
  private static List<Road> withoutHttp(List<Road> roads) {
    return roads.stream().filter(road -> !(road instanceof HttpRoad)).toList();
  }

  private void life(List<Road> roads, Rounds rounds, int times, BenchReport report)
      throws Exception {
    int lives = items.orElse(quick ? 1_500 : 15_000);
    var comparison = new Comparison();
    for (int round = 1; round <= times; round++)
      for (Road road : roads) {
        Rounds.Result result = rounds.life(road, BenchLoad.life(), lives);
        comparison.add(result);
        report.line(
            "  round %d of %d: %-6s %8.1f lives/s", round, times, road.name(), result.perSecond());
      }
    String title = "whole lives: submit, offered, accepted, stopped; " + lives + " in a round";
    report.throughput(title, report.document().withObject("/life"), comparison);
  }

  private void backlog(List<Road> roads, Rounds rounds, int times, BenchReport report)
      throws Exception {
    List<Integer> sizes =
        !waiting.isEmpty()
            ? waiting
            : quick ? List.of(1_000, 10_000) : List.of(1_000, 10_000, 100_000);
    for (int size : sizes) {
      var comparison = new Comparison();
      for (int round = 1; round <= times; round++)
        for (Road road : roads) {
          report.line("%nbacklog of %d, round %d of %d: %s", size, round, times, road.name());
          Rounds.Result result = rounds.backlog(road, BenchLoad.backlog(size), size, quick ? 2 : 8);
          comparison.add(result);
          report.line("  %8.1f stopped/s", result.perSecond());
        }
      ObjectNode into = report.document().withObject("/backlog");
      ObjectNode node = into.putObject(Integer.toString(size));
      report.throughput("agents of three skills, " + size + " waiting", node, comparison);
      node.put("ratio", comparison.ratio("engine"));
    }
  }

  private void latency(List<Road> roads, Rounds rounds, BenchReport report) throws Exception {
    var comparison = new Comparison();
    for (Road road : roads) {
      report.line("%nlatency at %d a second: %s", RATE, road.name());
      comparison.add(rounds.latency(road, BenchLoad.life(), RATE, RATE * (quick ? 4 : 15)));
    }
    report.latency(comparison);
  }
}
