package io.ixion.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemsTest {
  private static final String TABLE =
      """
      files: []
      problems:
        of-every-operation: [unavailable]
        of-every-body: [invalid-json]
        answer: { content: { application/problem+json: {} } }
        codes:
          unavailable: { status: 503, title: Not now }
          stale-offer: { status: 409, title: Too late }
          on-hold: { status: 409, title: Held }
          invalid-json: { status: 400, title: No JSON }
      components:
        schemas: { ProblemCode: { type: string, description: Stable. } }
        responses: { Problem503: { headers: { Retry-After: {} } } }
      """;

  @TempDir Path folder;

  @Test
  void anOperationHasItsOwnProblemsThoseOfEveryOperationAndThoseOfItsBody() throws IOException {
    JsonNode paths =
        document(
                """
                paths:
                  /offers:
                    get: { responses: { '200': {} } }
                    parameters: []
                    post:
                      requestBody: {}
                      responses: { '200': {} }
                      x-ixion-problems: [stale-offer, on-hold]
                """)
            .path("paths");
    assertThat(paths.at("/~1offers/get").toString())
        .isEqualTo(
            "{'responses':{'200':{},'503':{'$ref':'#/components/responses/Problem503'}},"
                    .replace('\'', '"')
                + "\"x-ixion-problems\":[\"unavailable\"]}");
    assertThat(paths.at("/~1offers/post/responses").fieldNames())
        .toIterable()
        .containsExactly("200", "400", "409", "503");
    assertThat(paths.at("/~1offers/post/x-ixion-problems").toString())
        .isEqualTo("[\"invalid-json\",\"on-hold\",\"stale-offer\",\"unavailable\"]");
  }

  @Test
  void whatAnOperationSaysOfAStatusItselfIsKept() throws IOException {
    JsonNode document =
        document("paths: { /health: { get: { responses: { '503': { description: Down. } } } } }");
    assertThat(document.at("/paths/~1health/get/responses/503/description").asText())
        .isEqualTo("Down.");
  }

  @Test
  void theTableGivesTheSchemaOfTheCodeAndAResponseForEachStatus() throws IOException {
    JsonNode document = document("paths: {}");
    assertThat(document.has("problems")).isFalse();
    JsonNode code = document.at("/components/schemas/ProblemCode");
    assertThat(code.path("enum").toString())
        .isEqualTo("[\"invalid-json\",\"on-hold\",\"stale-offer\",\"unavailable\"]");
    assertThat(code.path("description").asText())
        .startsWith("Stable. `invalid-json` (400): No JSON; `on-hold` (409): Held; ");
    JsonNode responses = document.at("/components/responses");
    assertThat(responses.fieldNames())
        .toIterable()
        .containsExactly("Problem400", "Problem409", "Problem503");
    assertThat(responses.at("/Problem409/description").asText())
        .startsWith("`on-hold`, `stale-offer`; ");
    assertThat(responses.at("/Problem409/content").has("application/problem+json")).isTrue();
    assertThat(responses.at("/Problem503/headers").has("Retry-After")).isTrue();
  }

  @Test
  void refusesACodeThatIsNotInTheTable() {
    assertThatThrownBy(
            () -> document("paths: { /a: { get: { responses: {}, x-ixion-problems: [lost] } } }"))
        .hasMessage("get /a names the unknown problem lost");
  }

  private JsonNode document(String paths) throws IOException {
    Files.writeString(folder.resolve("ixion.yaml"), TABLE + paths);
    return new ObjectMapper().valueToTree(OpenApiDocument.assemble(folder));
  }
}
