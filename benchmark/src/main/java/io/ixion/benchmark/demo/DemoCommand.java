package io.ixion.benchmark.demo;

import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Network;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.node.NodeSettings;
import java.io.IOException;
import java.io.PrintWriter;
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

/** A cluster with gentle traffic in one terminal, to look at, to play with and to break. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts a cluster on this machine, with a gentle traffic of mail, chat and tasks and simulated agents.",
    footer = {
      "",
      "Prints what is happening a line a second: which nodes are ready, what waits and is worked on, and, by the",
      "journal, how many acknowledged steps were lost and how many interactions two agents had at once.",
      "",
      "Keys:",
      "  k  kill -9 of a node",
      "  s  starts one that was killed",
      "  q  stops everything, as Ctrl-C does",
      "",
      "Node n listens on 127.0.0.n, all at the same port; any of them answers any request. They share one database,",
      "an embedded one unless IXION_DATABASE_URL names yours. Its data are kept: the next demo goes on where this one",
      "stopped. The nodes' logs are in the directory logs beside it.",
      "",
      "Exit code: 0 stopped by the user, 1 the cluster did not start, 2 wrong usage."
    })
public final class DemoCommand implements Callable<Integer> {
  static final String TENANT = "default";
  private static final int MOST_NODES = 9;
  private static final int CONNECTIONS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

  /** A simulated agent notices soon that the node behind its stream is gone. */
  private static final Map<String, String> SETTINGS = Map.of("IXION_HTTP_STREAM_KEEP_ALIVE", "2s");

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes of the cluster, 1 to 9 (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(names = "--no-traffic", description = "Only the nodes: no submits, no simulated agents.")
  private boolean noTraffic;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of database and logs (default: the folder demo in that of ixion start).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of every node's API; 0 takes free ones (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    PrintWriter out = spec.commandLine().getOut();
    try (Cluster cluster = Cluster.start(plan(), line -> say(out, line));
        var api = new Api(cluster.uris(), TENANT, CONNECTIONS, PATIENCE, SILENCE)) {
      greet(out, cluster.uris().get(0).toString());
      var proof = new Proof(cluster.dataSource(), TENANT);
      try (var traffic = new Traffic(api, proof)) {
        if (!noTraffic) traffic.start();
        new Show(cluster, api, traffic, proof, out).run();
      }
      return 0;
    } catch (DatabaseProblem | IOException problem) {
      spec.commandLine().getErr().println("ixion: " + problem.getMessage());
      return 1;
    }
  }

  private void requireSense() {
    if (nodes < 1 || nodes > MOST_NODES)
      throw new ParameterException(
          spec.commandLine(), "--nodes must be 1 to " + MOST_NODES + ", found " + nodes);
    if (port < 0 || port > 65_535)
      throw new ParameterException(spec.commandLine(), "--port must be 0 to 65535, found " + port);
  }

  private Cluster.Plan plan() {
    Path directory =
        data.orElseGet(() -> NodeSettings.defaultDirectory(System.getenv()).resolve("demo"));
    return new Cluster.Plan(
        nodes,
        directory.resolve("logs"),
        DatabaseSettings.of(directory, System.getenv()),
        Network.loopback(),
        port,
        SETTINGS,
        List.of(),
        STOP_LIMIT);
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private void greet(PrintWriter out, String base) {
    out.println("Ixion is ready.");
    out.println("  API       " + base + "/api/v1" + (nodes > 1 ? ", and at every other node" : ""));
    out.println("  OpenAPI   " + base + "/openapi.json");
    out.println("  Metrics   " + base + "/metrics");
    out.println("Try, in another terminal:");
    out.println("  curl " + base + "/api/v1/queues/chat");
    out.println("  curl '" + base + "/api/v1/interactions?state=handling&limit=3'");
    out.println("  curl -N " + base + "/api/v1/agents/ana/events");
    say(out, "Keys: k kills a node with -9, s starts one again, q or Ctrl-C stops everything.");
  }
}
