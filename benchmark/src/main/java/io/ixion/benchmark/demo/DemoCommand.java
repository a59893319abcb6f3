package io.ixion.benchmark.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.client.Api;
import io.ixion.cluster.DatabaseProblem;
import io.ixion.http.Node;
import io.ixion.http.NodeSettings;
import io.ixion.http.StartProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A node with gentle traffic in one terminal, to look at and to play with. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts a node and keeps a gentle traffic of mail, chat and tasks with simulated agents going.",
    footer = {
      "",
      "Prints what is happening a line a second; Ctrl-C stops everything. The data directory is kept: the next demo",
      "goes on where this one stopped.",
      "",
      "Exit code: 0 stopped by the user, 1 the node did not start, 2 wrong usage."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String TENANT = "default";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Option(names = "--no-traffic", description = "Only the node: no submits, no simulated agents.")
  private boolean noTraffic;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of the database (default: ixion/demo in the user's state directory).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Port of the API on this machine; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Path directory =
        data.orElseGet(() -> NodeSettings.defaultDirectory(System.getenv()).resolve("demo"));
    PrintWriter out = spec.commandLine().getOut();
    out.println("starting a node with its database in " + directory);
    out.flush();
    Node node;
    try {
      node = Node.start(new NodeSettings(NodeSettings.LOOPBACK, port, directory, System.getenv()));
    } catch (DatabaseProblem | StartProblem problem) {
      spec.commandLine().getErr().println("ixion: " + problem.getMessage());
      return 1;
    }
    var stop = new CountDownLatch(1);
    var api = new Api(node.uri(), TENANT, 64, Duration.ofSeconds(30));
    var traffic = new Traffic(api);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(stop, traffic, api, node), "demo-stop"));
    greet(out, node);
    try {
      if (!noTraffic) traffic.start();
      while (!stop.await(1, TimeUnit.SECONDS)) out.println(line(api, traffic));
    } catch (IOException broken) {
      if (stop.getCount() > 0)
        spec.commandLine().getErr().println("ixion: the traffic broke off: " + broken.getMessage());
      return 1;
    }
    return 0;
  }

  private static void end(CountDownLatch stop, Traffic traffic, Api api, Node node) {
    stop.countDown();
    traffic.close();
    api.close();
    node.close();
  }

  private static void greet(PrintWriter out, Node node) {
    String base = node.uri().toString();
    out.println("Ixion is ready.");
    out.println("  API       " + base + "/api/v1");
    out.println("  OpenAPI   " + base + "/openapi.json");
    out.println("  Metrics   " + base + "/metrics");
    out.println("Try, in another terminal:");
    out.println("  curl " + base + "/api/v1/queues/chat");
    out.println("  curl '" + base + "/api/v1/interactions?state=handling&limit=3'");
    out.println("  curl -N " + base + "/api/v1/agents/ana/events");
    out.println("Ctrl-C stops.");
    out.flush();
  }

  private String line(Api api, Traffic traffic) throws IOException {
    long waiting = 0;
    long handingOff = 0;
    for (String queue : new String[] {"mail", "chat", "tasks"}) {
      JsonNode status = noTraffic ? null : api.send("GET", "/api/v1/queues/" + queue, null).body();
      if (status == null) continue;
      waiting += status.path("waiting").asLong();
      handingOff += status.path("handingOff").asLong();
    }
    String now = LocalTime.now().format(CLOCK);
    if (noTraffic) return now + "  no traffic; the node is running";
    return String.format(
        Locale.ROOT,
        "%s  submitted %5d  waiting %3d  offered %2d  in work %2d  stopped %5d  rejected %3d  agents %d",
        now,
        traffic.submitted.get(),
        waiting,
        handingOff,
        traffic.inWork(),
        traffic.stopped.get(),
        traffic.rejected.get(),
        traffic.agents());
  }
}
