package io.ixion.benchmark.startup;

import io.ixion.benchmark.bench.RunEnvironment;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Directories;
import io.ixion.benchmark.cluster.Network;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ixion bench startup}: how long a node takes to be ready, and to stop. */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures start and stop of a node: with an empty database, then with a full one, then under load.",
    footer = {
      "",
      "The node is a process of its own with the heap and collector of ixion start; the database is a temporary one",
      "that runs already. ready_s is the time from the start of the process to the first 200 of /health/ready, queues_s",
      "to the moment at which every waiting interaction is known to the router, stop_s from SIGTERM under load to the end.",
      "",
      "Exit code: 0 measured, 1 it could not be measured, 2 wrong usage.",
      "",
      "Examples:",
      "  ixion bench startup --quick",
      "  ixion bench startup --repeat 5 --json startup.json"
    })
public final class StartupCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes settings and results as one JSON document.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--quick", description = "50,000 interactions, 5,000 waiting, 500 queues.")
  private boolean quick;

  @Option(
      names = "--interactions",
      paramLabel = "N",
      description = "Stored interactions (default: 1000000).")
  private Optional<Integer> interactions = Optional.empty();

  @Option(
      names = "--waiting",
      paramLabel = "N",
      description = "How many of them wait (default: 100000).")
  private Optional<Integer> waiting = Optional.empty();

  @Option(names = "--queues", paramLabel = "N", description = "Queues (default: 5000).")
  private Optional<Integer> queues = Optional.empty();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Starts of each kind (default: 3).")
  private int repeat;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of the database, kept (default: a temporary one).")
  private Optional<Path> data = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Sizes sizes = sizes();
    sizes.check(spec);
    if (repeat < 1)
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "--repeat must be 1 or more, found " + repeat);
    Path directory = data.isPresent() ? data.get() : Files.createTempDirectory("ixion-startup");
    try {
      measure(sizes, directory);
      return 0;
    } catch (DatabaseProblem | IOException | IllegalStateException problem) {
      spec.commandLine().getErr().println("ixion: " + problem.getMessage());
      return 1;
    } finally {
      if (data.isEmpty()) Directories.delete(directory);
    }
  }

  private Sizes sizes() {
    Sizes usual = quick ? Sizes.QUICK : Sizes.FULL;
    return new Sizes(
        interactions.orElse(usual.interactions()),
        waiting.orElse(usual.waiting()),
        queues.orElse(usual.queues()));
  }

  private void measure(Sizes sizes, Path directory) throws Exception {
    var report = new StartupReport(spec.commandLine().getOut());
    try (Cluster cluster = Cluster.start(plan(directory), report::progress)) {
      RunEnvironment.describe(report.settings(), cluster.dataSource());
      report.sizes(sizes, repeat, Cluster.AS_LAUNCHED);
      var lives = new NodeLives(cluster.members().get(0), report::progress);
      OneLife pattern;
      try (var api = new Api(cluster.uris().get(0), OneLife.TENANT, 2, PATIENCE)) {
        lives.stop(); // its first start was not measured: its files were not in memory yet
        for (int run = 1; run <= repeat; run++) report.empty(lives.startAndStop());
        lives.start();
        pattern = OneLife.live(api);
        NodeLives.awaitReadSide(cluster.dataSource());
        lives.stop();
      }
      new Fill(cluster.dataSource(), pattern, sizes, report::progress).run();
      lives.start(); // not measured either: filling has pushed programs and tables out of memory
      lives.stop();
      for (int run = 1; run <= repeat; run++)
        report.full(lives.startAndStopUnderLoad(sizes.waiting() + 1));
      report.settings().put("load_average_after", RunEnvironment.loadAverage());
      report.print();
      if (json.isPresent()) report.write(json.get());
    }
  }

  private Cluster.Plan plan(Path directory) {
    return new Cluster.Plan(
        1,
        directory,
        DatabaseSettings.of(directory, Map.of()),
        Network.loopback(),
        0,
        Map.of(),
        Cluster.AS_LAUNCHED,
        Duration.ZERO);
  }
}
