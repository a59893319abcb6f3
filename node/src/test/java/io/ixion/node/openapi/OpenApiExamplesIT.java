package io.ixion.node.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.typesafe.config.ConfigFactory;
import io.ixion.contract.testing.Answer;
import io.ixion.contract.testing.OpenApi;
import io.ixion.node.Node;
import io.ixion.node.NodeSettings;
import io.ixion.node.SharedServer;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<String> failures = new ArrayList<>();

  @Test
  void everyExampleDoesWhatTheDescriptionSays(@TempDir Path data) throws Exception {
    var settings =
        new NodeSettings(
            NodeSettings.LOOPBACK,
            0,
            data,
            SharedServer.emptyDatabase(),
            ConfigFactory.parseString("ixion.interaction.avoid-after-miss = 100ms"));
    try (Node node = Node.start(settings)) {
      for (JsonNode step : api.document.path("x-ixion-scenario")) run(node.uri(), step);
    }
    assertThat(failures).isEmpty();
  }

  private void run(URI node, JsonNode step) throws Exception {
    var operation = api.operations().get(step.path("operation").asText());
    HttpRequest request = request(node, operation, step);
    JsonNode answer = answer(request, operation, step);
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (step.has("until") && !holds(step.path("until"), answer)) {
      if (System.nanoTime() > limit) throw new AssertionError(step + " is not so: " + answer);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // between two looks at a condition
      answer = answer(request, operation, step);
    }
    if (step.has("answer")) like(step, operation, answer);
    for (var name : step.path("save").properties())
      saved.put(name.getKey(), answer.at(name.getValue().asText()).asText());
  }

  private boolean holds(JsonNode until, JsonNode answer) {
    return answer
        .at(until.path("pointer").asText())
        .asText()
        .equals(filled(until.path("is").asText()));
  }

  private JsonNode answer(HttpRequest request, OpenApi.Operation operation, JsonNode step)
      throws IOException, InterruptedException {
    var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode body =
          type.contains("json")
              ? JSON.readTree(in)
              : TextNode.valueOf(type.contains("event-stream") ? first(in) : text(in));
      String what = step + " answered " + response.statusCode() + " " + body;
      if (response.statusCode() != step.path("status").asInt()) {
        failures.add(what);
        return JSON.nullNode();
      }
      described(what, response, body);
      if (step.has("code") && !body.path("code").equals(step.path("code"))) failures.add(what);
      return body;
    }
  }

  private void described(String what, HttpResponse<?> response, JsonNode body) throws IOException {
    Map<String, List<String>> headers = response.headers().map();
    String text = body.isTextual() ? body.asText() : body.toString();
    String path = response.uri().getRawPath();
    String method = response.request().method();
    List<String> wrong =
        api.answers.violations(new Answer(method, path, response.statusCode(), headers, text));
    if (!wrong.isEmpty()) failures.add(what + "\n  is not as described: " + wrong);
    if (text.startsWith("retry: ")) {
      JsonNode notice = notice(body);
      api.answers.checkEvent(path, notice.path("type").asText(), notice.toString());
    }
  }

  /** Compares the answer with the example that the step names. */
  private void like(JsonNode step, OpenApi.Operation operation, JsonNode answer)
      throws IOException {
    String content = api.content(operation, step.path("status").asInt());
    JsonNode shown = api.document.at(content + "/examples").path(step.path("answer").asText());
    JsonNode example = api.resolved(shown).path("value");
    boolean isStream = api.document.at(content).has("x-ixion-data");
    JsonNode expected = Likeness.of(isStream ? notice(example) : example);
    JsonNode found = Likeness.of(isStream ? notice(answer) : OpenApi.described(answer));
    if (!expected.equals(found))
      failures.add(step + "\n  expected " + expected + "\n  found    " + found);
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
    for (var header : step.path("headers").properties())
      request.header(header.getKey(), header.getValue().asText());
    Optional<String> body = body(operation, step);
    body.ifPresent(text -> request.header("Content-Type", contentType(operation, step)));
    return request
        .method(
            operation.method(),
            body.map(HttpRequest.BodyPublishers::ofString)
                .orElseGet(HttpRequest.BodyPublishers::noBody))
        .build();
  }

  private Optional<String> body(OpenApi.Operation operation, JsonNode step) throws IOException {
    if (step.has("text")) return Optional.of(step.path("text").asText());
    if (step.has("body")) return Optional.of(JSON.writeValueAsString(step.path("body")));
    if (!step.has("example")) return Optional.empty();
    JsonNode content = operation.description().at("/requestBody/content").iterator().next();
    JsonNode example = content.path("examples").path(step.path("example").asText());
    return Optional.of(JSON.writeValueAsString(api.resolved(example).path("value")));
  }

  private static String contentType(OpenApi.Operation operation, JsonNode step) {
    return step.path("contentType")
        .asText(operation.description().at("/requestBody/content").fieldNames().next());
  }

  private String filled(String text) {
    if (!text.startsWith("{")) return text;
    String name = text.substring(1, text.length() - 1);
    return saved.getOrDefault(name, "not-saved-" + name);
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The head of a stream, up to the end of its first event. */
  private static String first(InputStream in) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    var head = new StringBuilder();
    boolean data = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      head.append(line).append('\n');
      if (data && line.isEmpty()) return head.toString();
      data |= line.startsWith("data: ");
    }
    throw new AssertionError("the stream ended before its first event: " + head);
  }

  /** The data of the first event of a stream; its event has the same name as its type. */
  private static JsonNode notice(JsonNode stream) throws IOException {
    String event = "";
    for (String line : stream.asText().lines().toList()) {
      if (line.startsWith("event: ")) event = line.substring("event: ".length());
      if (!line.startsWith("data: ")) continue;
      JsonNode data = JSON.readTree(line.substring("data: ".length()));
      assertThat(data.path("type").asText(event)).isEqualTo(event);
      return data;
    }
    throw new AssertionError("no data in " + stream);
  }
}
