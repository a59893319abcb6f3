package io.ixion.deploy;

import static io.ixion.deploy.DeployFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.Ixion;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.contract.testing.Answer;
import io.ixion.node.TenantClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster of the compose file as processes of what the image holds: its command, its
 * environment; only the names of the nodes are loopback addresses here, the ports free ones, and
 * the database is an embedded one.
 */
class ComposeClusterIT {
  private static final Set<Integer> LATER = Set.of(503, 504);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:ixion|http_server|jvm|process|system)_[a-z0-9_]+");

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Object compose = DeployFiles.yaml("docker-compose.yml");
  private final List<Process> nodes = new ArrayList<>();
  private final int http = freePort();
  private final int cluster = freePort();

  @Test
  void threeNodesFormOneClusterAndServeFromEachOfThem() throws Exception {
    try (Database database =
        Database.open(DatabaseSettings.of(directory.resolve("data"), Map.of()))) {
      try {
        for (int n = 1; n <= 3; n++) start(n, database);
        for (int n = 1; n <= 3; n++) awaitHealthy(n);
        for (int n = 1; n <= 3; n++) {
          String up = "ixion@127.0.0." + n + ":" + cluster + "] to [Up]";
          await("the first node to see " + up, () -> log(1).contains(up));
        }
        String id = life();
        everyMetricThatIsShownOrAlarmedExists();
        stopsWhenItIsTold();
        comesBackFromADump(database, id);
      } finally {
        nodes.forEach(Process::destroyForcibly);
        for (Process node : nodes) node.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private void start(int n, Database database) throws IOException {
    Map<?, ?> service = map(compose, "services", "node-" + n);
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Shipped.classPath(),
                Ixion.class.getName()));
    command.addAll(DeployFiles.strings(service, "command"));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(logFile(n).toFile());
    for (Map.Entry<?, ?> each : map(service, "environment").entrySet())
      process
          .environment()
          .put(
              each.getKey().toString(),
              each.getValue()
                  .toString()
                  .replaceAll("node-([123])", "127.0.0.$1")
                  .replaceAll("\\b7355\\b", String.valueOf(cluster)));
    process
        .environment()
        .putAll(
            Map.of(
                "IXION_DATABASE_URL", database.jdbcUrl(),
                "IXION_DATABASE_USER", database.user(),
                "IXION_DATABASE_PASSWORD", database.password(),
                "IXION_HTTP_LISTEN", "127.0.0." + n,
                "IXION_HTTP_PORT", String.valueOf(http),
                "IXION_AKKA_LOG_LEVEL", "INFO"));
    nodes.add(process.start());
  }

  private void awaitHealthy(int n) {
    await(
        "node " + n + " to be ready",
        () -> {
          if (!nodes.get(n - 1).isAlive()) throw new AssertionError(log(n));
          try {
            return get(n, "/health/ready").equals("200");
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  /** One interaction, each step at another node. */
  private String life() {
    ok(1, "PUT", "/queues/inbound", "{}");
    ok(2, "PUT", "/agents/ana", "{}");
    ok(3, "POST", "/agents/ana/session", "{\"media\": {\"chat\": \"ready\"}}");
    String id =
        ok(1, "POST", "/interactions", "{\"queue\": \"inbound\", \"mediaType\": \"chat\"}")
            .path("id")
            .asText();
    await("an offer", () -> ok(2, "GET", "/interactions/" + id, "").has("offerId"));
    String offer = ok(2, "GET", "/interactions/" + id, "").path("offerId").asText();
    ok(3, "POST", "/offers/" + offer + "/accept", "");
    ok(2, "POST", "/interactions/" + id + "/stop", "{\"reason\": \"solved\"}");
    assertThat(ok(1, "GET", "/interactions/" + id, "").path("state").asText()).isEqualTo("stopped");
    return id;
  }

  /** Sent with one key until the answer is not to come later: shards may still be on the move. */
  private JsonNode ok(int n, String method, String path, String body) {
    var client = new TenantClient(URI.create("http://127.0.0." + n + ":" + http), "default");
    var key =
        method.equals("GET")
            ? Map.<String, String>of()
            : Map.of("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
    var answer = new AtomicReference<Answer>();
    await(
        "an answer to " + path,
        () -> {
          answer.set(client.send(method, TenantClient.API + path, body, key));
          return !LATER.contains(answer.get().status());
        });
    assertThat(answer.get().status()).as("%s", answer).isLessThan(300);
    return answer.get().json();
  }

  private void everyMetricThatIsShownOrAlarmedExists() throws IOException {
    var served = new HashSet<String>();
    for (int n = 1; n <= 3; n++)
      DeployFiles.collect(Pattern.compile("(?m)^([a-z0-9_]+)[{ ]"), body(n, "/metrics"), served);
    var used = new HashSet<String>();
    JsonNode dashboard =
        new ObjectMapper().readTree(DeployFiles.text("deploy/grafana/dashboards/ixion.json"));
    dashboard
        .findValues("expr")
        .forEach(expression -> DeployFiles.collect(METRIC, named(expression.asText()), used));
    DeployFiles.collect(METRIC, named(alarms()), used);
    assertThat(used).hasSizeGreaterThan(12);
    assertThat(served).containsAll(used);
  }

  private static String alarms() {
    var expressions = new StringBuilder();
    for (Object rule :
        (List<?>)
            DeployFiles.at(DeployFiles.yaml("deploy/prometheus/alerts.yml"), "groups", 0, "rules"))
      expressions.append(DeployFiles.at(rule, "expr")).append('\n');
    return expressions.toString();
  }

  /** Without labels, whose names are none of metrics. */
  private static String named(String expression) {
    return expression.replaceAll("\\{[^}]*}", "").replaceAll("by \\([^)]*\\)", "");
  }

  private void stopsWhenItIsTold() throws Exception {
    Process last = nodes.get(2);
    last.destroy();
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isEqualTo(143);
    for (int n : Set.of(1, 2)) assertThat(get(n, "/health/ready")).isEqualTo("200");
  }

  /** What a dump brings into a younger server: transactions that are not to come for long. */
  private void comesBackFromADump(Database database, String id) throws Exception {
    for (Process node : nodes) {
      node.destroy();
      assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update event_journal set txid = (txid::text::bigint + 1000000000)::text::xid8");
      statement.execute(DeployFiles.text("deploy/database/after-restore.sql"));
    }
    nodes.clear();
    start(1, database);
    awaitHealthy(1);
    assertThat(ok(1, "GET", "/interactions?state=stopped", "").toString()).contains(id);
  }

  private String get(int n, String path) throws IOException {
    return send(n, path, true);
  }

  private String body(int n, String path) throws IOException {
    return send(n, path, false);
  }

  private String send(int n, String path, boolean status) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0." + n + ":" + http + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      return status ? String.valueOf(answer.statusCode()) : answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path logFile(int n) {
    return directory.resolve("node-" + n + ".log");
  }

  private String log(int n) {
    try (Stream<String> lines = Files.lines(logFile(n))) {
      return String.join("\n", lines.toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("waited in vain for " + what);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // between two looks
    }
  }

  /** One that is free on every address which the nodes take. */
  private static int freePort() {
    while (true) {
      try (var first = new ServerSocket();
          var second = new ServerSocket();
          var third = new ServerSocket()) {
        first.bind(new InetSocketAddress("127.0.0.1", 0));
        second.bind(new InetSocketAddress("127.0.0.2", first.getLocalPort()));
        third.bind(new InetSocketAddress("127.0.0.3", first.getLocalPort()));
        return first.getLocalPort();
      } catch (IOException taken) {
        // another one, then
      }
    }
  }
}
