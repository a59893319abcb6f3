package io.ixion.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemsTest {
  private static final String TABLE =
      """
      files: []
      problems:
        of-every-operation: [internal-error]
        of-the-api: [unavailable]
        of-every-change: [outcome-unknown]
        of-every-body: [invalid-json]
        of-no-body: [invalid-request]
        of-an-empty-body: [body-too-large]
        of-no-operation: [on-hold]
        answer: { content: { application/problem+json: { schema: {} } } }
        codes:
          body-too-large: { status: 413, title: Too large }
          internal-error: { status: 500, title: A defect }
          invalid-json: { status: 400, title: No JSON }
          invalid-request: { status: 400, title: Not so }
          on-hold: { status: 409, title: Held }
          outcome-unknown: { status: 504, title: Perhaps }
          stale-offer:
            { status: 409, title: Too late, retryable: true, example: { detail: So, instance: /a } }
          unavailable: { status: 503, title: Not now }
      components:
        schemas: { ProblemCode: { type: string, description: Stable. } }
        responses: { Problem503: { headers: { Retry-After: {} } }, Malformed: { description: No } }
      """;

  /** An operation for every group. */
  private static final String PATHS =
      """
      paths:
        /api/offers:
          get: { responses: { '200': {} } }
          parameters: []
          post:
            requestBody: {}
            responses: { '200': {} }
            x-ixion-problems: [stale-offer]
        /api/accept: { post: { responses: { '200': {} } } }
        /health: { get: { responses: { '500': { description: Down. } } } }
      """;

  @TempDir Path folder;

  @Test
  void anOperationHasItsOwnProblemsAndThoseOfTheGroupsItBelongsTo() throws IOException {
    JsonNode paths = document(PATHS).path("paths");
    assertThat(problems(paths.at("/~1api~1offers/get")))
        .containsExactly("internal-error", "invalid-request", "unavailable");
    assertThat(problems(paths.at("/~1api~1offers/post")))
        .containsExactly(
            "internal-error", "invalid-json", "outcome-unknown", "stale-offer", "unavailable");
    assertThat(problems(paths.at("/~1api~1accept/post")))
        .containsExactly(
            "body-too-large",
            "internal-error",
            "invalid-request",
            "outcome-unknown",
            "unavailable");
    assertThat(problems(paths.at("/~1health/get")))
        .containsExactly("internal-error", "invalid-request");
    assertThat(paths.at("/~1api~1offers/post/responses").fieldNames())
        .toIterable()
        .containsExactly("200", "400", "409", "500", "503", "504", "default");
    assertThat(paths.at("/~1api~1offers/post/responses/409").toString())
        .isEqualTo("{\"$ref\":\"#/components/responses/Problem409\"}");
  }

  @Test
  void whatAnOperationSaysOfAStatusItselfIsKept() throws IOException {
    assertThat(document(PATHS).at("/paths/~1health/get/responses/500/description").asText())
        .isEqualTo("Down.");
  }

  @Test
  void theTableGivesTheSchemaOfTheCodeAndAResponseForEachStatusThatIsAnswered() throws IOException {
    JsonNode document = document(PATHS);
    assertThat(document.has("problems")).isFalse();
    JsonNode code = document.at("/components/schemas/ProblemCode");
    assertThat(code.path("x-extensible-enum")).hasSize(8);
    assertThat(code.path("description").asText())
        .startsWith(
            "Stable. `body-too-large` (413): Too large; `internal-error` (500): A defect; ");
    JsonNode responses = document.at("/components/responses");
    assertThat(responses.fieldNames())
        .toIterable()
        .containsExactly(
            "Malformed",
            "Problem400",
            "Problem409",
            "Problem413",
            "Problem500",
            "Problem503",
            "Problem504");
    assertThat(responses.at("/Problem409/description").asText()).startsWith("`stale-offer`; ");
    assertThat(responses.at("/Problem503/headers").has("Retry-After")).isTrue();
  }

  @Test
  void anExampleIsMadeOfARowThatHasOne() throws IOException {
    JsonNode document = document(PATHS);
    assertThat(
            document.at(
                "/components/responses/Problem409/content/application~1problem+json/examples"))
        .hasToString("{\"stale-offer\":{\"$ref\":\"#/components/examples/stale-offer\"}}");
    assertThat(document.at("/components/examples/stale-offer/value"))
        .hasToString(
            ("{'type':'/problems/stale-offer','title':'Too late','status':409,'detail':'So',"
                    + "'instance':'/a','code':'stale-offer','retryable':true}")
                .replace('\'', '"'));
    assertThat(document.at("/components/examples")).hasSize(1);
  }

  @Test
  void refusesACodeThatIsNotInTheTable() {
    refuses("[stale-offer]", "[lost]", "post /api/offers names the unknown problem lost");
  }

  @Test
  void refusesACodeThatNoOperationAnswersWith() {
    refuses("[stale-offer]", "[]", "found [body-too-large, internal-error, invalid-json");
  }

  private void refuses(String part, String replacement, String message) {
    assertThatThrownBy(() -> document(PATHS.replace(part, replacement)))
        .hasMessageContaining(message);
  }

  private static List<String> problems(JsonNode operation) {
    var codes = new ArrayList<String>();
    operation.path("x-ixion-problems").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  private JsonNode document(String paths) throws IOException {
    Files.writeString(folder.resolve("ixion.yaml"), TABLE + paths);
    return new ObjectMapper().valueToTree(OpenApiDocument.assemble(folder));
  }
}
