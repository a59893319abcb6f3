package io.ixion.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.ClusterSettings;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.cluster.NodeConfig;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ixion start}: runs one node until it is told to stop. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts a node: database, engine and HTTP API. Ctrl-C or SIGTERM stops it.",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  IXION_DATABASE_URL       your own PostgreSQL (14 or newer), as a JDBC URL",
      "  IXION_DATABASE_USER      its user",
      "  IXION_DATABASE_PASSWORD  its password",
      "  IXION_DATABASE_POOL, IXION_DATABASE_JOURNAL_CONNECTIONS",
      "                           connections of this node for queries (6) and for the journal (8)",
      "  IXION_DATABASE_SOCKET_TIMEOUT",
      "                           seconds to wait for an answer of the database (10)",
      "  IXION_HTTP_LISTEN        same as --listen",
      "  IXION_HTTP_PORT          same as --port",
      "  IXION_CLUSTER_SEED_NODES, IXION_CLUSTER_HOST, IXION_CLUSTER_PORT",
      "                           same as --seed-nodes, --cluster-host, --cluster-port",
      "  IXION_CLUSTER_DISCOVERY  static (seed nodes, default), dns, kubernetes",
      "  XDG_STATE_HOME, HOME     where the embedded database is without --data",
      "  IXION_LOG_LEVEL          ERROR, WARN, INFO (default), DEBUG",
      "  IXION_LOG_FRAMES         lines of an exception's stack to log (0), full for all",
      "  Each setting of a .conf file names its own, e.g. IXION_OFFER_TIMEOUT.",
      "",
      "Examples:",
      "  ixion start",
      "  ixion start --data /var/lib/ixion --port 9000",
      "  IXION_DATABASE_URL=jdbc:postgresql://db.example/ixion \\",
      "    IXION_DATABASE_USER=ixion IXION_DATABASE_PASSWORD=secret ixion start",
      "  ixion start --cluster-host 10.0.0.1 --cluster-port 7355 \\",
      "    --seed-nodes 10.0.0.1:7355,10.0.0.2:7355   (and IXION_DATABASE_URL as above)"
    })
public final class StartCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of the embedded database, for this user alone (default: ixion in"
              + " $$XDG_STATE_HOME, if that is an absolute path, or in $$HOME/.local/state).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:IXION_HTTP_PORT:-8080}",
      description = "Port of the API; 0 takes any free one (default: 8080).")
  private int port;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "${env:IXION_HTTP_LISTEN:-127.0.0.1}",
      description = "Address of the API (default: 127.0.0.1, this machine only).")
  private String listen;

  @Option(
      names = "--seed-nodes",
      paramLabel = "HOST:PORT[,..]",
      description = {
        "Nodes of the cluster to join, in the same order for all; the first may found it.",
        "The nodes of a cluster share one database (default: none, a cluster of its own)."
      })
  private Optional<String> seedNodes = Optional.empty();

  @Option(
      names = "--cluster-host",
      paramLabel = "ADDRESS",
      description = "Address under which the other nodes reach this one (default: 127.0.0.1).")
  private Optional<String> clusterHost = Optional.empty();

  @Option(
      names = "--cluster-port",
      paramLabel = "PORT",
      description = "Port for the other nodes; 0 takes any free one (default: 0).")
  private Optional<Integer> clusterPort = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, String> environment = System.getenv();
    Path directory = data.orElseGet(() -> NodeSettings.defaultDirectory(environment));
    if (port < 0 || port > 65_535) {
      err.println("ixion: --port must be 0 to 65535, found " + port);
      return 1;
    }
    if (!isLoopback(listen))
      err.println(
          "ixion: warning: there is no sign-in yet, and --listen "
              + listen
              + " lets everybody who reaches this address use the API");
    try {
      Config cluster = cluster();
      requireSharedDatabase(cluster, environment);
      return run(new NodeSettings(listen, port, directory, environment, cluster));
    } catch (DatabaseProblem | StartProblem problem) {
      err.println("ixion: " + problem.getMessage());
      return 1;
    }
  }

  /** What the command line says of the cluster. */
  private Config cluster() {
    var given = new HashMap<String, Object>();
    seedNodes.ifPresent(nodes -> given.put("ixion.cluster.seed-nodes", nodes));
    clusterHost.ifPresent(host -> given.put("ixion.cluster.host", host));
    clusterPort.ifPresent(number -> given.put("ixion.cluster.port", number));
    return ConfigFactory.parseMap(given, "the command line");
  }

  /** Two nodes of one cluster on two databases would each believe in another truth. */
  private static void requireSharedDatabase(Config cluster, Map<String, String> environment) {
    ClusterSettings settings;
    try {
      settings = ClusterSettings.from(NodeConfig.load(cluster));
    } catch (ConfigException | IllegalArgumentException wrong) {
      throw new StartProblem("a setting is wrong: " + wrong.getMessage(), wrong);
    }
    if (!settings.alone() && environment.getOrDefault(DatabaseSettings.URL, "").isBlank())
      throw new StartProblem(
          "a node of a cluster needs the database that all its nodes share: set "
              + DatabaseSettings.URL
              + ", or start without --seed-nodes",
          null);
  }

  private int run(NodeSettings settings) {
    var life = new NodeProcess();
    Runtime.getRuntime().addShutdownHook(new Thread(life::stop, "ixion-stop"));
    Node node = life.start(settings);
    if (life.isToldToStop()) return 0;
    greet(node, settings);
    node.stopped().toCompletableFuture().join();
    if (life.isToldToStop()) return 0;
    spec.commandLine()
        .getErr()
        .println("ixion: the node has left its cluster and stopped; see the log");
    return 1;
  }

  private void greet(Node node, NodeSettings settings) {
    PrintWriter out = spec.commandLine().getOut();
    boolean own = !settings.environment().getOrDefault(DatabaseSettings.URL, "").isBlank();
    out.println("Ixion is ready.");
    out.println("  API       " + node.uri() + "/api/v1");
    out.println("  OpenAPI   " + node.uri() + "/openapi.json");
    out.println("  Metrics   " + node.uri() + "/metrics");
    out.println("  Health    " + node.uri() + "/health/ready");
    out.println(
        "  Database  "
            + (own ? node.database().shownUrl() : "embedded, in " + settings.dataDirectory()));
    out.flush();
  }

  /** An address that does not resolve is refused later, by the attempt to listen on it. */
  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
