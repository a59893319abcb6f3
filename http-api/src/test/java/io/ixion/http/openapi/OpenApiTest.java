package io.ixion.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.http.HttpServerEndpoints;
import io.ixion.http.problem.ProblemTable;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {
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
    for (var endpoint : HttpServerEndpoints.all()) {
      var operation =
          api.operations().values().stream()
              .filter(
                  o ->
                      o.method().equals(endpoint.method())
                          && o.template().equals(endpoint.template()))
              .findFirst()
              .orElseThrow();
      var query = new TreeSet<String>();
      var path = new TreeSet<String>();
      for (JsonNode each : operation.description().path("parameters")) {
        JsonNode parameter = api.resolved(each);
        if (parameter.path("in").asText().equals("query"))
          query.add(parameter.path("name").asText());
        if (parameter.path("in").asText().equals("path"))
          path.add("{" + parameter.path("name").asText() + "}");
      }
      assertThat(query).as(operation.id()).containsExactlyInAnyOrderElementsOf(endpoint.query());
      for (String name : path) assertThat(endpoint.template()).contains(name);
      assertThat(path).hasSize((int) endpoint.template().chars().filter(c -> c == '{').count());
      var bodies = new TreeSet<String>();
      operation.description().at("/requestBody/content").fieldNames().forEachRemaining(bodies::add);
      assertThat(bodies)
          .as(operation.id())
          .containsExactlyInAnyOrderElementsOf(endpoint.consumes());
      assertThat(operation.description().at("/responses/200/content").has(endpoint.produces()))
          .as(operation.id())
          .isTrue();
    }
  }

  @Test
  void namesEveryProblemItsStatusAndItsTitle() {
    var codes = new TreeSet<String>();
    api.document
        .at("/components/schemas/ProblemCode/x-extensible-enum")
        .forEach(c -> codes.add(c.asText()));
    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            ProblemTable.rows().stream().map(ProblemTable.Row::code).toList());
    String meanings = api.document.at("/components/schemas/ProblemCode/description").asText();
    for (var row : ProblemTable.rows())
      assertThat(meanings)
          .contains("`%s` (%d): %s".formatted(row.code(), row.status(), row.title()));
    for (var operation : api.operations().values())
      for (JsonNode code : operation.description().path("x-ixion-problems")) {
        int status = ProblemTable.row(code.asText()).status();
        JsonNode response =
            api.resolved(operation.description().path("responses").path("" + status));
        boolean described =
            response.path("description").asText().contains("`" + code.asText() + "`")
                || status == 503;
        assertThat(described).as(operation.id() + " " + code).isTrue();
      }
  }

  @Test
  void everyExampleFitsItsSchema() {
    var failures = new TreeSet<String>();
    for (var operation : api.operations().values()) {
      examples(operation.description().path("requestBody"), failures);
      for (JsonNode response : operation.description().path("responses"))
        examples(api.resolved(response), failures);
    }
    assertThat(failures).isEmpty();
  }

  private void examples(JsonNode holder, TreeSet<String> failures) {
    for (JsonNode content : holder.path("content"))
      for (JsonNode example : content.path("examples"))
        failures.addAll(api.errors(content.path("schema"), api.resolved(example).path("value")));
  }

  @Test
  void theScenarioRunsEveryOperationAndEveryExample() {
    var used = new TreeSet<String>();
    for (JsonNode step : api.document.path("x-ixion-scenario")) {
      used.add(step.path("operation").asText());
      used.add(step.path("operation").asText() + "/" + step.path("example").asText());
    }
    for (var operation : api.operations().values()) {
      assertThat(used).contains(operation.id());
      for (JsonNode content : operation.description().at("/requestBody/content"))
        content
            .path("examples")
            .fieldNames()
            .forEachRemaining(name -> assertThat(used).contains(operation.id() + "/" + name));
    }
  }
}
