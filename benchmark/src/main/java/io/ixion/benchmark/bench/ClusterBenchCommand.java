package io.ixion.benchmark.bench;

import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Directories;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Network;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ixion bench cluster}: whole lives over several nodes against the same over one. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures whole lives over HTTP on a cluster of nodes, then on one node alone, each against the floor.",
    footer = {
      "",
      "Nodes are processes on this machine, with the heap and collector of ixion start, clients and a temporary database",
      "beside them: they all share its cores. Rounds of the cluster alternate with rounds of the floor; then all nodes but",
      "the first are stopped, and rounds of the one that is left alternate with rounds of the floor. Submitters, agents and",
      "their event streams are spread over the nodes. The limit is named by the cores that were kept busy.",
      "",
      "Exit code: 0 measured, 1 a round did not do its work, 2 wrong usage.",
      "",
      "Examples:",
      "  ixion bench cluster --quick",
      "  ixion bench cluster --nodes 2 --rounds 5 --json cluster.json"
    })
public final class ClusterBenchCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REACHED = 400; // at random: each shard of the interactions is among them
  private static final String INTERACTIONS = "/api/v1/interactions";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes settings and results as one JSON document.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--quick",
      description = "1,500 lives in a round, one round: whether it works rather than how fast.")
  private boolean quick;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes of the cluster, 2 to 9 (default: 3).")
  private int nodes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of each side (default: 3, with --quick 1).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Lives in a round (default: 15000, with --quick 1500).")
  private Optional<Integer> items = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (nodes < 2 || nodes > 9) throw wrong("--nodes must be 2 to 9, found " + nodes);
    int times = rounds.orElse(quick ? 1 : 3);
    int lives = items.orElse(quick ? 1_500 : 15_000);
    if (times < 1) throw wrong("--rounds must be 1 or more, found " + times);
    if (lives < 1) throw wrong("--items must be 1 or more, found " + lives);
    Path directory = Files.createTempDirectory("ixion-bench-cluster");
    var report = new BenchReport(spec.commandLine().getOut());
    Optional<String> wrong = Optional.empty();
    try (Cluster cluster = Cluster.start(plan(directory), line -> report.line("%s", line))) {
      RunEnvironment.describe(report.settings(), cluster.dataSource());
      report.settings().put("nodes", nodes);
      report.line("%s", report.settings());
      measure(cluster, times, lives, report);
    } catch (DatabaseProblem | IOException | IllegalStateException problem) {
      wrong = Optional.of(problem.getMessage());
    }
    if (wrong.isEmpty()) Directories.delete(directory);
    else report.line("%nlogs and the database are kept in %s", directory);
    report.settings().put("load_average_after", RunEnvironment.loadAverage());
    report.validity(wrong);
    if (json.isPresent()) report.write(json.get());
    wrong.ifPresent(why -> spec.commandLine().getErr().println("ixion: not valid: " + why));
    return wrong.isPresent() ? 1 : 0;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private Cluster.Plan plan(Path directory) {
    return new Cluster.Plan(
        nodes,
        directory,
        DatabaseSettings.of(directory, Map.of()),
        Network.loopback(),
        0,
        Map.of(),
        Cluster.AS_LAUNCHED,
        PATIENCE);
  }

  private void measure(Cluster cluster, int times, int lives, BenchReport report) throws Exception {
    reachEveryShard(cluster, report);
    var journal = new JournalCheck(cluster.dataSource());
    var floor = FloorRoad.floor(cluster.database());
    var all = new HttpRoad("cluster", cluster.uris(), journal);
    Comparison several = compare(cluster, floor, all, times, lives, report);
    for (Member member : cluster.members().subList(1, nodes)) {
      member.signal("TERM");
      if (!member.ends(PATIENCE))
        throw new IOException("node " + member.number() + " does not stop; see " + member.log());
    }
    report.line("%nnodes 2 to %d have left", nodes);
    var alone = new HttpRoad("one", List.of(cluster.members().get(0).uri()), journal);
    Comparison one = compare(cluster, floor, alone, times, lives, report);
    String title = "whole lives over HTTP, %d in a round: %d nodes";
    report.throughput(
        title.formatted(lives, nodes), report.document().withObject("/nodes"), several);
    report.throughput(title.formatted(lives, 1), report.document().withObject("/node"), one);
    report.scaling(nodes, several, one);
  }

  /**
   * A shard is placed by the first message to it, which takes its time while nothing is compiled.
   */
  private static void reachEveryShard(Cluster cluster, BenchReport report) throws IOException {
    report.line("placing the shards");
    try (var api = new Api(cluster.uris(), "bench-reach", 1, PATIENCE, PATIENCE)) {
      api.send("PUT", "/api/v1/queues/bench", "{}");
      for (int i = 0; i < REACHED; i++) {
        Api.Answer made =
            api.send("POST", INTERACTIONS, "{\"queue\":\"bench\",\"mediaType\":\"chat\"}");
        if (!made.isSuccess()) throw new IOException("the cluster takes no interactions");
        String stop = INTERACTIONS + "/" + made.body().path("id").asText() + "/stop";
        if (!api.send("POST", stop, "{}").isSuccess())
          throw new IOException("the cluster does not stop interactions");
      }
    }
  }

  /** Rounds of a side, each beside one of the floor, once its nodes are warm. */
  private Comparison compare(
      Cluster cluster, Road floor, Road road, int times, int lives, BenchReport report)
      throws Exception {
    var living = cluster.members().stream().filter(Member::isAlive).toList();
    var rounds = new Rounds(cluster.dataSource(), () -> cpu(living));
    new WarmUp(rounds, report, () -> compiled(living)).run(List.of(road, floor), lives, quick);
    var comparison = new Comparison();
    for (int round = 1; round <= times; round++)
      for (Road side : List.of(floor, road)) {
        Rounds.Result result = rounds.life(side, BenchLoad.life(), lives);
        comparison.add(result);
        report.line(
            "  round %d of %d: %-8s %8.1f lives/s", round, times, side.name(), result.perSecond());
      }
    return comparison;
  }

  private static Duration cpu(List<Member> nodes) {
    return nodes.stream().map(node -> node.usage().cpu()).reduce(Duration.ZERO, Duration::plus);
  }

  private static long compiled(List<Member> nodes) {
    return (long) nodes.stream().mapToDouble(n -> n.metric("jvm_compilation_time_ms_total")).sum();
  }
}
