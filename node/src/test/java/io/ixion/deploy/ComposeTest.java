package io.ixion.deploy;

import static io.ixion.deploy.DeployFiles.at;
import static io.ixion.deploy.DeployFiles.map;
import static io.ixion.deploy.DeployFiles.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.ixion.Ixion;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What can be known of the compose file without a container engine. */
class ComposeTest {
  static final List<String> NODES = List.of("node-1", "node-2", "node-3");
  private final Object compose = DeployFiles.yaml("docker-compose.yml");

  @Test
  void theFileIsOfTheComposeSpecification() throws Exception {
    var schema =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    Objects.requireNonNull(
                        getClass().getResourceAsStream("/schema/compose-spec.json")));
    schema.remove(List.of("$id", "$schema")); // the validator wants them to be absolute
    JsonNode file = new ObjectMapper().valueToTree(compose);
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema)
                .validate(file))
        .isEmpty();
  }

  @Test
  void nodesAreToldOnlyWhatSomethingReads() {
    for (String node : NODES)
      assertThat(DeployFiles.variables())
          .containsAll(
              map(compose, "services", node, "environment").keySet().stream()
                  .map(String::valueOf)
                  .toList());
  }

  @Test
  void theCommandLineUnderstandsTheCommand() {
    for (String node : NODES) {
      var command = strings(compose, "services", node, "command").toArray(String[]::new);
      assertThat(Ixion.commandLine().parseArgs(command).subcommand().commandSpec().name())
          .isEqualTo("start");
    }
  }

  @Test
  void everyNodeKnowsEveryNodeAndItsOwnName() {
    for (String node : NODES) {
      Map<?, ?> environment = map(compose, "services", node, "environment");
      assertThat(environment.get("IXION_CLUSTER_HOST")).isEqualTo(node);
      assertThat(environment.get("IXION_CLUSTER_SEED_NODES").toString().split(","))
          .containsExactlyElementsOf(
              NODES.stream().map(n -> n + ":" + environment.get("IXION_CLUSTER_PORT")).toList());
    }
  }

  @Test
  void theDatabaseIsTheOneThatTheNodesAreTold() {
    Map<?, ?> database = map(compose, "services", "database", "environment");
    Map<?, ?> node = map(compose, "services", "node-1", "environment");
    assertThat(node.get("IXION_DATABASE_URL"))
        .isEqualTo("jdbc:postgresql://database:5432/" + database.get("POSTGRES_DB"));
    assertThat(node.get("IXION_DATABASE_USER")).isEqualTo(database.get("POSTGRES_USER"));
    assertThat(node.get("IXION_DATABASE_PASSWORD")).isEqualTo(database.get("POSTGRES_PASSWORD"));
    assertThat(at(compose, "services", "database", "image")).isEqualTo("postgres:18");
    // the image of 18 keeps its data in a directory of its version below this one
    assertThat(strings(compose, "services", "database", "volumes"))
        .containsExactly("database:/var/lib/postgresql");
  }

  @Test
  void entryAndPrometheusReachEveryNodeAtItsPort() {
    var port = map(compose, "services", "node-1", "environment").get("IXION_HTTP_PORT");
    List<String> addresses = NODES.stream().map(node -> node + ":" + port).toList();
    String entry = DeployFiles.text("deploy/haproxy/haproxy.cfg");
    for (int i = 0; i < NODES.size(); i++)
      assertThat(entry).contains("server " + NODES.get(i) + " " + addresses.get(i) + "\n");
    assertThat(entry)
        .contains("bind :8080 ")
        .contains("uri /health/entry ")
        .contains("disable-on-404");
    Object scrape = at(DeployFiles.yaml("deploy/prometheus/prometheus.yml"), "scrape_configs", 0);
    assertThat(strings(scrape, "static_configs", 0, "targets"))
        .containsExactlyElementsOf(addresses);
    assertThat(at(scrape, "metrics_path")).isEqualTo("/metrics");
  }

  @Test
  void grafanaReachesPrometheusAndFindsItsDashboards() {
    Object source =
        at(
            DeployFiles.yaml("deploy/grafana/provisioning/datasources/prometheus.yml"),
            "datasources",
            0);
    assertThat(at(source, "url")).isEqualTo("http://prometheus:9090");
    assertThat(map(compose, "services")).containsKey("prometheus");
    var provider = DeployFiles.yaml("deploy/grafana/provisioning/dashboards/ixion.yml");
    String folder = at(provider, "providers", 0, "options", "path").toString();
    assertThat(strings(compose, "services", "grafana", "volumes"))
        .contains("./deploy/grafana/dashboards:" + folder + ":ro");
    assertThat(
            at(
                compose,
                "services",
                "grafana",
                "environment",
                "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
        .isEqualTo(folder + "/ixion.json");
    assertThat(DeployFiles.text("deploy/grafana/dashboards/ixion.json"))
        .contains("\"uid\": \"" + at(source, "uid") + "\"");
  }

  @Test
  void whatIsMountedExistsAndWhatIsNeededIsThere() {
    Map<?, ?> services = map(compose, "services");
    for (Object name : services.keySet()) {
      Map<?, ?> service = map(services, name);
      if (service.get("volumes") instanceof List<?> volumes)
        for (Object volume : volumes) {
          String source = volume.toString().split(":")[0];
          if (source.startsWith("./"))
            assertThat(Files.exists(DeployFiles.ROOT.resolve(source))).as(source).isTrue();
          else assertThat(map(compose, "volumes")).containsKey(source);
        }
      Object needed = service.get("depends_on");
      if (needed instanceof List<?> list) assertThat(services.keySet().containsAll(list)).isTrue();
      if (needed instanceof Map<?, ?> each)
        assertThat(services.keySet().containsAll(each.keySet())).isTrue();
    }
  }
}
