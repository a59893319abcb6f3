package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Directories;
import io.ixion.benchmark.cluster.Network;
import io.ixion.benchmark.drill.load.DrillLoad;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.DatabaseSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks a cluster of its own under load, and judges what came of it. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts a cluster of its own, breaks it under load at a random moment, and proves what was lost or not.",
    footer = {
      "",
      "Faults:",
      "  kill-node        kill -9 of a node; it is started again once the others have taken over; --at hits a moment",
      "  kill-two         kill -9 of two nodes at once, which are started again once the rest has taken over",
      "  kill-all         kill -9 of every node at once; they are started again",
      "  stop-node        SIGTERM to a node, which is started again: a step of a rolling restart",
      "  roll             a rolling restart: SIGTERM to every node, the next 5 s after the last is ready again",
      "  freeze-node      SIGSTOP of a node until the others have taken over, then SIGCONT",
      "  partition        cuts a node off: --cut says from what (needs root on Linux)",
      "  delay            what nodes and database send one another is late for some seconds (no rights needed)",
      "  kill-database    kill -9 of the database server, which is started again",
      "  kill-backend     kill -9 of one process of the database server, which ends all sessions and recovers",
      "  freeze-database  SIGSTOP of every process of the database for some seconds",
      "  fill-disk        nothing more fits on the disk of the database for some seconds (needs root on Linux)",
      "",
      "Each run submits, offers, accepts and stops over every node, records what clients saw, and holds it against",
      "the journal, the read side and the owners by the invariants (docs/architecture.md numbers them). The same seed breaks",
      "the same things at the same moments. The last line is one JSON document; gaps are in milliseconds. Nodes take the settings of",
      "the environment (IXION_...). Nothing of it is left afterwards, unless --keep is given or a run fails.",
      "",
      "Exit code: 0 all runs pass, 1 one does not, 2 wrong usage.",
      "",
      "Examples:",
      "  ixion drill kill-node --repeat 10",
      "  ixion drill freeze-database --seed 7 --json drill.json",
      "  ixion drill kill-node --victim oldest",
      "  ixion drill kill-node --at accept",
      "  ixion drill kill-database --outage 10s",
      "  sudo ixion drill partition --cut one-way --repeat 20 --keep"
    })
public final class DrillCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** For the collector's queries, which read whole tables. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What makes a short drill tell as much as a long one. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "IXION_HTTP_STREAM_KEEP_ALIVE", "500ms",
          "IXION_OFFER_TIMEOUT", "10s",
          "IXION_AGENT_MISSED_OFFERS_LIMIT", "0");

  @Parameters(
      paramLabel = "FAULT",
      description = "What to break: ${COMPLETION-CANDIDATES}.",
      converter = KindConverter.class,
      completionCandidates = KindConverter.Names.class)
  private FaultKind kind;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many times (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Chooses victims and moments (default: a new one, which is printed).")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes of the cluster, 1 to 9 (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the last line with the results of every run.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "MOMENT",
      description =
          "kill-node: submit, offer or accept: strikes the node that serves such a request just then"
              + " (default: any moment).",
      converter = OptionConverters.At.class)
  private Optional<FaultMoment> at = Optional.empty();

  @Option(
      names = "--victim",
      paramLabel = "WHICH",
      defaultValue = "any",
      description =
          "oldest, other or any: which node; the oldest owns the singletons (default: any).",
      converter = OptionConverters.Which.class)
  private DrillOptions.Victim victim;

  @Option(
      names = "--cut",
      paramLabel = "FROM",
      description =
          "partition: peer, others, database, one-way or all: what the node cannot reach (default: the seed chooses).",
      converter = OptionConverters.From.class)
  private Optional<Partition.Cut> cut = Optional.empty();

  @Option(
      names = "--outage",
      paramLabel = "TIME",
      description =
          "How long it is broken at least, for example 5s (default: the seed chooses, kill-database: not at all).",
      converter = OptionConverters.Time.class)
  private Optional<Duration> outage = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "" + DrillLoad.RATE,
      description =
          "Interactions submitted in a second, 1 to 100, with three times as many changes of others (default: ${DEFAULT-VALUE})."
              + " Where nodes, database and load share few slow cores, a lower one measures the cluster and not the cores.")
  private int rate;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "20s",
      description =
          "How long the new cluster works before it is broken for the first time (default: ${DEFAULT-VALUE});"
              + " 0s breaks one that has just started.",
      converter = OptionConverters.Time.class)
  private Duration warmUp;

  @Option(
      names = "--keep",
      description = "Keeps histories, logs and the database, and says where they are.")
  private boolean keep;

  @Spec private CommandSpec spec;

  /** The names of the command line. */
  static final class KindConverter implements picocli.CommandLine.ITypeConverter<FaultKind> {
    static final class Names extends ArrayList<String> {
      private static final long serialVersionUID = 1;

      Names() {
        for (FaultKind kind : FaultKind.values()) add(kind.toString());
      }
    }

    @Override
    public FaultKind convert(String name) {
      for (FaultKind kind : FaultKind.values()) if (kind.toString().equals(name)) return kind;
      throw new picocli.CommandLine.TypeConversionException(
          "expected one of " + String.join(", ", new Names()) + "; found " + name);
    }
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    requireWishesThatFit();
    PrintWriter out = spec.commandLine().getOut();
    long chosen = seed.orElseGet(() -> System.nanoTime() % 100_000);
    Path directory = Files.createTempDirectory("ixion-drill-");
    boolean passed = false;
    try {
      progress(
          "drill %s, seed %d, %d runs on %d nodes, Java %s"
              .formatted(kind, chosen, repeat, nodes, Runtime.version()));
      var options = new DrillOptions(at, victim, cut, outage, rate, warmUp);
      var results = new ArrayList<RunResult>();
      try {
        run(options, directory, chosen, results);
      } catch (DatabaseProblem | IOException problem) {
        spec.commandLine().getErr().println("ixion: " + problem.getMessage());
      }
      if (results.isEmpty()) return 1;
      var report = new DrillReport(kind, nodes, chosen, options, repeat, results);
      report.print(out);
      passed = report.isPass();
      if (json.isPresent())
        Files.writeString(json.get(), report.document().toPrettyString() + "\n");
      out.println(new ObjectMapper().writeValueAsString(report.summary()));
      out.flush();
    } finally {
      if (passed && !keep) Directories.delete(directory);
      else progress("histories and logs are in " + directory);
    }
    return passed ? 0 : 1;
  }

  private void requireSense() {
    if (repeat < 1) throw wrong("--repeat must be at least 1, found " + repeat);
    if (nodes < 1 || nodes > 9) throw wrong("--nodes must be 1 to 9, found " + nodes);
    if (rate < 1 || rate > 100) throw wrong("--rate must be 1 to 100, found " + rate);
    if (kind == FaultKind.PARTITION && nodes < 2)
      throw wrong("a partition needs at least 2 nodes, found " + nodes);
  }

  private void requireWishesThatFit() {
    if (at.isPresent() && kind != FaultKind.KILL_NODE)
      throw wrong("--at is for kill-node, found " + kind);
    if (at.isPresent() && victim != DrillOptions.Victim.ANY)
      throw wrong("--at chooses the victim itself: leave --victim out");
    if (victim != DrillOptions.Victim.ANY && !kind.hasVictim())
      throw wrong("--victim is for a fault of one node, found " + kind);
    if (cut.isPresent() && kind != FaultKind.PARTITION)
      throw wrong("--cut is for partition, found " + kind);
    if (outage.isPresent() && !kind.hasLength())
      throw wrong("--outage is for a fault that lasts for a time, found " + kind);
    if (nodes == 1 && victim == DrillOptions.Victim.OTHER)
      throw wrong("the only node is the oldest: there is no other");
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  /** Does one run after the other; those that are over are kept, whatever becomes of the next. */
  private void run(DrillOptions options, Path directory, long chosen, List<RunResult> results)
      throws IOException {
    Path home = Files.createDirectories(directory.resolve("database"));
    try (SmallDisk disk = kind.disk(home);
        Network network = kind.network(nodes);
        Cluster cluster = Cluster.start(plan(nodes, directory, network), this::progress)) {
      for (int number = 1; number <= repeat; number++) {
        int run = number;
        var drill =
            new Drill(
                cluster,
                kind,
                options,
                disk,
                directory,
                line -> progress("run " + run + ": " + line));
        RunResult result = drill.run(number, chosen);
        results.add(result);
        progress(
            "run %d: %s, lost %d, doubled %d, stuck %d, gap %d ms"
                .formatted(
                    run,
                    result.isPass() ? "pass" : "FAIL",
                    result.lost(),
                    result.doubled(),
                    result.stuck(),
                    result.gaps().longestMs()));
      }
    }
  }

  static Cluster.Plan plan(int nodes, Path directory, Network network) throws IOException {
    Path home = Files.createDirectories(directory.resolve("database"));
    var database = new DatabaseSettings(home, Optional.empty(), 3, 1, PATIENCE);
    return new Cluster.Plan(
        nodes, directory, database, network, 0, SETTINGS, List.of(), Duration.ZERO);
  }

  private void progress(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(LocalTime.now().format(CLOCK) + "  " + line);
    out.flush();
  }
}
