package io.ixion.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.ixion.http.Node;
import io.ixion.http.NodeSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executes every example of the description, in the order of its scenario, on a real node. */
class OpenApiExamplesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final OpenApi api = new OpenApi();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> saved = new HashMap<>();

  @Test
  void everyExampleDoesWhatTheDescriptionSays(@TempDir Path data) throws Exception {
    var settings =
        new NodeSettings(
            NodeSettings.LOOPBACK,
            0,
            data,
            System.getenv(),
            ConfigFactory.parseString("ixion.interaction.avoid-after-miss = 100ms"));
    try (Node node = Node.start(settings)) {
      for (JsonNode step : api.document.path("x-ixion-scenario")) run(node.uri(), step);
    }
  }

  private void run(URI node, JsonNode step) throws Exception {
    var operation = api.operations().get(step.path("operation").asText());
    HttpRequest request = request(node, operation, step);
    if (operation.id().equals("followAgent")) {
      follow(request);
      return;
    }
    JsonNode answer = answer(request, operation, step);
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (step.has("until") && !holds(step.path("until"), answer)) {
      if (System.nanoTime() > limit) throw new AssertionError(step + " is not so: " + answer);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // between two looks at a condition
      answer = answer(request, operation, step);
    }
    JsonNode last = answer;
    step.path("save")
        .properties()
        .forEach(name -> saved.put(name.getKey(), last.at(name.getValue().asText()).asText()));
  }

  private boolean holds(JsonNode until, JsonNode answer) {
    return answer
        .at(until.path("pointer").asText())
        .asText()
        .equals(filled(until.path("is").asText()));
  }

  private JsonNode answer(HttpRequest request, OpenApi.Operation operation, JsonNode step)
      throws IOException, InterruptedException {
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    String what = step + " answered " + response.body();
    assertThat(response.statusCode()).as(what).isEqualTo(step.path("status").asInt());
    JsonNode schema = api.answerSchema(operation, response.statusCode());
    if (schema.isMissingNode()) {
      assertThat(response.body()).isNotEmpty();
      return JSON.nullNode();
    }
    JsonNode body = JSON.readTree(response.body());
    assertThat(api.errors(schema, body)).as(what).isEmpty();
    if (step.has("code"))
      assertThat(body.path("code").asText()).isEqualTo(step.path("code").asText());
    return body;
  }

  private HttpRequest request(URI node, OpenApi.Operation operation, JsonNode step)
      throws IOException {
    String path = operation.template();
    for (JsonNode each : operation.description().path("parameters")) {
      JsonNode parameter = api.resolved(each);
      if (!parameter.path("in").asText().equals("path")) continue;
      String name = parameter.path("name").asText();
      String value = step.path("path").path(name).asText(parameter.path("example").asText());
      path = path.replace("{" + name + "}", filled(value));
    }
    var query = new StringBuilder();
    for (var each : step.path("query").properties())
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(each.getKey())
          .append('=')
          .append(URLEncoder.encode(filled(each.getValue().asText()), StandardCharsets.UTF_8));
    var request = HttpRequest.newBuilder(node.resolve(path + query)).timeout(PATIENCE);
    step.path("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
    if (!step.has("example"))
      return request.method(operation.method(), HttpRequest.BodyPublishers.noBody()).build();
    var content = operation.description().at("/requestBody/content").properties().iterator().next();
    JsonNode body =
        api.resolved(content.getValue().path("examples").path(step.path("example").asText()))
            .path("value");
    request.header("Content-Type", content.getKey());
    return request
        .method(
            operation.method(), HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private String filled(String text) {
    if (!text.startsWith("{")) return text;
    String name = text.substring(1, text.length() - 1);
    assertThat(saved).containsKey(name);
    return saved.get(name);
  }

  /** Reads the first event of the stream, which is a snapshot that fits its schema. */
  private void follow(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("retry: ");
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) event = line.substring("event: ".length());
        if (!line.startsWith("data: ")) continue;
        JsonNode data = JSON.readTree(line.substring("data: ".length()));
        assertThat(event).isEqualTo("snapshot");
        assertThat(api.errors(api.document.at("/components/schemas/SnapshotNotice"), data))
            .isEmpty();
        return;
      }
    }
    throw new AssertionError("the stream ended before its snapshot");
  }
}
