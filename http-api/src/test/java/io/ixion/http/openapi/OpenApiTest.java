package io.ixion.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.testing.OpenApi;
import io.ixion.http.HttpServerEndpoints;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.problem.ProblemTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description and what is served agree; whether the description is good, its module tests. */
class OpenApiTest {
  /** Answers that a scenario on a healthy node does not get, or not in this form. */
  private static final Set<String> NOT_EXECUTED =
      Set.of(
          "life", // has an event of a later version
          "down",
          "metrics",
          "document",
          "malformed",
          "body-too-large",
          "data-too-large",
          "expectation-failed",
          "internal-error",
          "malformed-http",
          "not-storable",
          "outcome-unknown",
          "overloaded",
          "request-timeout",
          "too-many-events",
          "too-many-media",
          "unavailable",
          "unknown-host");

  private final OpenApi api = new OpenApi();

  @Test
  void describesEveryOperationAndNoOther() {
    var described = new TreeSet<String>();
    api.operations().values().forEach(o -> described.add(o.method() + " " + o.template()));
    var served = new TreeSet<String>();
    HttpServerEndpoints.all().forEach(e -> served.add(e.method() + " " + e.template()));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void describesWhatEveryOperationTakesAndGives() {
    for (Endpoint endpoint : HttpServerEndpoints.all()) {
      var operation =
          api.operations().values().stream()
              .filter(o -> o.method().equals(endpoint.method()))
              .filter(o -> o.template().equals(endpoint.template()))
              .findFirst()
              .orElseThrow();
      assertThat(parameters(operation, "query"))
          .as(operation.id())
          .containsExactlyInAnyOrderElementsOf(endpoint.query());
      var path = parameters(operation, "path");
      for (String name : path) assertThat(endpoint.template()).contains("{" + name + "}");
      assertThat(path).hasSize((int) endpoint.template().chars().filter(c -> c == '{').count());
      var bodies = new TreeSet<String>();
      operation.description().at("/requestBody/content").fieldNames().forEachRemaining(bodies::add);
      // where nothing is sent, an empty object is taken for it
      if (!bodies.isEmpty())
        assertThat(bodies)
            .as(operation.id())
            .containsExactlyInAnyOrderElementsOf(endpoint.consumes());
      assertThat(operation.description().at("/responses/200/content").has(endpoint.produces()))
          .as(operation.id())
          .isTrue();
    }
  }

  private TreeSet<String> parameters(OpenApi.Operation operation, String in) {
    var names = new TreeSet<String>();
    for (JsonNode each : operation.description().path("parameters")) {
      JsonNode parameter = api.resolved(each);
      if (parameter.path("in").asText().equals(in)) names.add(parameter.path("name").asText());
    }
    return names;
  }

  @Test
  void namesEveryProblemItsStatusAndItsTitle() {
    var codes = new TreeSet<String>();
    JsonNode schema = api.document.at("/components/schemas/ProblemCode");
    schema.path("x-extensible-enum").forEach(code -> codes.add(code.asText()));
    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            ProblemTable.rows().stream().map(ProblemTable.Row::code).toList());
    for (var row : ProblemTable.rows())
      assertThat(schema.path("description").asText())
          .contains("`%s` (%d): %s".formatted(row.code(), row.status(), row.title()));
  }

  @Test
  void anExampleOfAProblemIsRetryableIfItsCodeIs() {
    for (JsonNode example : api.document.at("/components/examples")) {
      JsonNode problem = example.path("value");
      String code = problem.path("code").asText();
      if (problem.has("retryable") && !code.equals("outcome-unknown"))
        assertThat(problem.path("retryable").asBoolean())
            .as(code)
            .isEqualTo(ProblemTable.row(code).retryable());
    }
  }

  @Test
  void theScenarioRunsEveryOperationAndEveryExample() {
    var used = new TreeSet<String>();
    var answered = new TreeSet<>(NOT_EXECUTED);
    for (JsonNode step : api.document.path("x-ixion-scenario")) {
      used.add(step.path("operation").asText());
      used.add(step.path("operation").asText() + "/" + step.path("example").asText());
      answered.add(step.path("answer").asText());
    }
    for (var operation : api.operations().values()) {
      assertThat(used).contains(operation.id());
      for (JsonNode content : operation.description().at("/requestBody/content"))
        for (var example : content.path("examples").properties())
          assertThat(used).contains(operation.id() + "/" + example.getKey());
      for (JsonNode answer : operation.description().path("responses"))
        for (JsonNode content : api.resolved(answer).path("content"))
          for (var example : content.path("examples").properties())
            assertThat(answered).contains(example.getKey());
    }
  }
}
