package io.ixion.deploy;

import static io.ixion.deploy.DeployFiles.at;
import static io.ixion.deploy.DeployFiles.map;
import static io.ixion.deploy.DeployFiles.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.ixion.Ixion;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be known of the manifests without a Kubernetes. */
class KubernetesTest {
  private static final Map<?, ?> LABELS = Map.of("app.kubernetes.io/name", "ixion");
  private static final Map<String, Model> MODELS =
      Map.of(
          "apps/v1 Deployment", V1Deployment::validateJsonElement,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "rbac.authorization.k8s.io/v1 Role", V1Role::validateJsonElement,
          "rbac.authorization.k8s.io/v1 RoleBinding", V1RoleBinding::validateJsonElement,
          "v1 Secret", V1Secret::validateJsonElement,
          "v1 Service", V1Service::validateJsonElement,
          "v1 ServiceAccount", V1ServiceAccount::validateJsonElement);

  private final List<Object> objects = objects();
  private final Object deployment = one("Deployment", "ixion");
  private final Object pod = at(deployment, "spec", "template");
  private final Object container = at(pod, "spec", "containers", 0);

  /** Refuses unknown fields, missing ones and those of the wrong kind. */
  private interface Model {
    void check(JsonElement object) throws IOException;
  }

  private static List<Object> objects() {
    var all = new ArrayList<>();
    try (var files = Files.walk(DeployFiles.ROOT.resolve("deploy/kubernetes"))) {
      for (var file : files.filter(Files::isRegularFile).toList())
        all.addAll(DeployFiles.documents(DeployFiles.ROOT.relativize(file).toString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  private Object one(String kind, String name) {
    return objects.stream()
        .filter(each -> at(each, "kind").equals(kind))
        .filter(each -> at(each, "metadata", "name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  @Test
  void everyObjectIsOneOfTheApi() throws IOException {
    for (Object each : objects) {
      String kind = at(each, "apiVersion") + " " + at(each, "kind");
      assertThat(MODELS).containsKey(kind);
      MODELS.get(kind).check(new Gson().toJsonTree(each));
      assertThat(map(each, "metadata", "labels")).isEqualTo(LABELS);
    }
  }

  @Test
  void everySelectorFindsThePods() {
    assertThat(map(pod, "metadata", "labels")).isEqualTo(LABELS);
    assertThat(map(deployment, "spec", "selector", "matchLabels")).isEqualTo(LABELS);
    assertThat(map(one("Service", "ixion"), "spec", "selector")).isEqualTo(LABELS);
    assertThat(map(one("Service", "ixion-nodes"), "spec", "selector")).isEqualTo(LABELS);
    assertThat(map(one("PodDisruptionBudget", "ixion"), "spec", "selector", "matchLabels"))
        .isEqualTo(LABELS);
    assertThat(map(one("NetworkPolicy", "ixion"), "spec", "podSelector", "matchLabels"))
        .isEqualTo(LABELS);
    assertThat(environment().get("IXION_CLUSTER_SERVICE_NAME"))
        .isEqualTo(LABELS.get("app.kubernetes.io/name"));
  }

  @Test
  void thePodsMayAskForPods() {
    assertThat(at(pod, "spec", "serviceAccountName"))
        .isEqualTo(at(one("ServiceAccount", "ixion"), "metadata", "name"));
    Object rule = at(one("Role", "ixion-discovery"), "rules", 0);
    assertThat(strings(rule, "resources")).containsExactly("pods");
    assertThat(strings(rule, "verbs")).contains("get", "list", "watch");
    Object binding = one("RoleBinding", "ixion-discovery");
    assertThat(at(binding, "roleRef", "name")).isEqualTo("ixion-discovery");
    assertThat(at(binding, "subjects", 0, "name")).isEqualTo("ixion");
  }

  @Test
  void portsHaveTheNamesAndNumbersThatAreUsed() {
    var ports = new TreeMap<String, String>();
    ((List<?>) at(container, "ports"))
        .forEach(p -> ports.put(at(p, "name").toString(), at(p, "containerPort").toString()));
    assertThat(ports.get("http")).isEqualTo(environment().get("IXION_HTTP_PORT"));
    assertThat(ports.get("cluster")).isEqualTo(environment().get("IXION_CLUSTER_PORT"));
    String management = environment().get("IXION_CLUSTER_PORT_NAME");
    assertThat(ports.get(management)).isEqualTo(environment().get("IXION_CLUSTER_MANAGEMENT_PORT"));
    for (String service : List.of("ixion", "ixion-nodes"))
      ((List<?>) at(one("Service", service), "spec", "ports"))
          .forEach(port -> assertThat(ports).containsKey(at(port, "targetPort").toString()));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe"))
      assertThat(ports).containsKey(at(container, probe, "httpGet", "port").toString());
  }

  @Test
  void probesAskForHealthAndThereIsTimeToHandOver() {
    assertThat(at(container, "livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
    assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
    int pause =
        Integer.parseInt(strings(container, "lifecycle", "preStop", "exec", "command").get(1));
    int handOver = 40; // most that a node takes to stop, in Node
    assertThat((Integer) at(pod, "spec", "terminationGracePeriodSeconds"))
        .isGreaterThan(pause + handOver);
    assertThat(at(deployment, "spec", "replicas")).isEqualTo(3);
    assertThat(at(one("PodDisruptionBudget", "ixion"), "spec", "maxUnavailable")).isEqualTo(1);
  }

  @Test
  void nodesAreToldOnlyWhatSomethingReadsAndTheSecretHasWhatTheyAsk() {
    assertThat(DeployFiles.variables()).containsAll(environment().keySet());
    Map<?, ?> secret = map(one("Secret", "ixion-database"), "stringData");
    var asked = new HashSet<>();
    for (Object each : (List<?>) at(container, "env"))
      if (map(each).get("valueFrom") instanceof Map<?, ?> from && from.containsKey("secretKeyRef"))
        asked.add(at(from, "secretKeyRef", "key"));
    assertThat(asked).isEqualTo(secret.keySet());
    var arguments = strings(container, "args").toArray(String[]::new);
    assertThat(Ixion.commandLine().parseArgs(arguments).subcommand().commandSpec().name())
        .isEqualTo("start");
  }

  @Test
  void nobodyIsRoot() {
    assertThat(at(pod, "spec", "securityContext", "runAsNonRoot")).isEqualTo(true);
    assertThat(at(container, "securityContext", "allowPrivilegeEscalation")).isEqualTo(false);
    assertThat(map(container, "resources", "limits")).isNotEmpty();
  }

  private Map<String, String> environment() {
    return ((List<?>) at(container, "env"))
        .stream()
            .collect(
                Collectors.toMap(
                    each -> at(each, "name").toString(),
                    each -> String.valueOf(map(each).get("value"))));
  }
}
