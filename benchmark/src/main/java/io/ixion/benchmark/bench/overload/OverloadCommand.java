package io.ixion.benchmark.bench.overload;

import io.ixion.benchmark.bench.RunEnvironment;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Directories;
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
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ixion bench overload}: what one node does when it is asked for more than it can do. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures one node at half of its capacity and at three times of it: refusals, agents, health, and what was done.",
    footer = {
      "",
      "The node is a process of its own with the heap and collector of ixion start, clients and a temporary database",
      "beside it. The capacity is what it accepts from 64 connections that submit one after the other. Then submits come",
      "by the clock, whatever becomes of the earlier ones, while agents accept and stop what they are offered and health",
      "is asked for four times a second. Submits that are due while every connection waits for an answer are not sent, but",
      "counted. Afterwards the journal says of every submit how often it was done, and up to 200 of each kind of answer are",
      "repeated with their keys. The run is not valid when the clients took more than a quarter of the CPU.",
      "",
      "Exit code: 0 measured, whether goals were met or not; 1 it could not be measured, or an answer was not true: refused",
      "and done, accepted and not done, done twice; 2 wrong usage.",
      "",
      "Examples:",
      "  ixion bench overload --quick",
      "  ixion bench overload --connections 9000 --json overload.json",
      "  ixion bench overload --quick --set IXION_JOURNAL_PARALLELISM=1"
    })
public final class OverloadCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_WARM_UPS = 15;
  private static final int MOST_CONNECTIONS = 20_000; // of one address to one port, with room

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes settings and results as one JSON document.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--quick",
      description = "300 connections, 3 s, small heap, no optimizing compiler: whether it works.")
  private boolean quick;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections over which submits come (default: 3000, with --quick 300).")
  private Optional<Integer> connections = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each load lasts (default: 30, with --quick 3).")
  private Optional<Integer> seconds = Optional.empty();

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "20",
      description = "Agents; each works half a second on an interaction (default: 20).")
  private int agents;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description = "Submits a second that are taken for the capacity (default: found).")
  private Optional<Double> capacity = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the node by its environment variable, as often as you like.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--cold",
      description = "Loads the node as it has just started, which needs --capacity.")
  private boolean cold;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    OverloadRun.Plan plan = plan();
    Path directory = Files.createTempDirectory("ixion-bench-overload");
    var report = new OverloadReport(spec.commandLine().getOut());
    try (Cluster cluster = Cluster.start(cluster(directory), report::progress)) {
      RunEnvironment.describe(report.settings(), cluster.dataSource());
      report.plan(plan, options(), settings);
      report.result(new OverloadRun(cluster, plan, report::progress).run());
    } catch (DatabaseProblem | IOException | IllegalStateException problem) {
      report.progress("logs and the database are kept in " + directory);
      spec.commandLine().getErr().println("ixion: " + problem.getMessage());
      return 1;
    }
    Directories.delete(directory);
    if (json.isPresent()) report.write(json.get());
    return report.isTrue() ? 0 : 1;
  }

  private OverloadRun.Plan plan() {
    int load = seconds.orElse(quick ? 3 : 30);
    int open = connections.orElse(quick ? 300 : 3_000);
    if (load < 1) throw wrong("--seconds must be 1 or more, found " + load);
    if (open < 1 || open > MOST_CONNECTIONS)
      throw wrong("--connections must be 1 to " + MOST_CONNECTIONS + ", found " + open);
    if (agents < 1) throw wrong("--agents must be 1 or more, found " + agents);
    if (capacity.isPresent() && !(capacity.get() >= 1))
      throw wrong("--capacity must be 1 or more, found " + capacity.get());
    if (cold && capacity.isEmpty()) throw wrong("--cold needs --capacity: it finds none");
    return new OverloadRun.Plan(
        open,
        agents,
        capacity.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        cold ? 0 : quick ? 1 : MOST_WARM_UPS,
        Duration.ofSeconds(quick ? 1 : 2),
        Duration.ofSeconds(quick ? 2 : 10),
        Duration.ofSeconds(quick ? 1 : 5),
        Duration.ofSeconds(load));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private Cluster.Plan cluster(Path directory) {
    return new Cluster.Plan(
        1,
        directory,
        DatabaseSettings.of(directory, Map.of()),
        Network.loopback(),
        0,
        settings,
        options(),
        PATIENCE);
  }

  /** For a node that lives for seconds only, the optimizing compiler is most of what it costs. */
  private List<String> options() {
    return quick ? List.of() : Cluster.AS_LAUNCHED;
  }
}
