package io.ixion.http;

import io.ixion.cluster.DatabaseProblem;
import io.ixion.cluster.DatabaseSettings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
      "  IXION_HTTP_LISTEN        same as --listen",
      "  IXION_HTTP_PORT          same as --port",
      "  IXION_LOG_LEVEL          ERROR, WARN, INFO (default), DEBUG",
      "  Each setting of a reference.conf names its own, e.g. IXION_OFFER_TIMEOUT.",
      "",
      "Examples:",
      "  ixion start",
      "  ixion start --data /var/lib/ixion --port 9000",
      "  IXION_DATABASE_URL=jdbc:postgresql://db.example/ixion \\",
      "    IXION_DATABASE_USER=ixion IXION_DATABASE_PASSWORD=secret ixion start"
    })
public final class StartCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of the embedded database (default: $$XDG_STATE_HOME/ixion or ~/.local/state/ixion).")
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
      return run(new NodeSettings(listen, port, directory, environment));
    } catch (DatabaseProblem | StartProblem problem) {
      err.println("ixion: " + problem.getMessage());
      return 1;
    }
  }

  private int run(NodeSettings settings) {
    var closed = new CountDownLatch(1);
    var asked = new AtomicBoolean();
    Node node = Node.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.set(true);
                  node.close();
                  closed.countDown();
                },
                "ixion-stop"));
    greet(node, settings);
    node.stopped().thenRun(closed::countDown);
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (asked.get()) return 0;
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
            + (own ? node.database().jdbcUrl() : "embedded, in " + settings.dataDirectory()));
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
