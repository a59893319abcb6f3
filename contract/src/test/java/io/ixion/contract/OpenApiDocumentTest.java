package io.ixion.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiDocumentTest {
  @TempDir Path folder;

  @BeforeEach
  void aHeadAndTwoFeatures() throws IOException {
    file(
        "ixion",
        """
        openapi: 3.1.0
        files: [offers, agents]
        components:
          schemas: { Page: { type: object } }
        x-ixion-scenario: [{ operation: accept }]
        """);
    file("offers", "paths: { /offers: { get: { responses: {} } }, /accept: {} }");
    file("agents", "components: { schemas: { Agent: { type: object } } }\npaths: { /agents: {} }");
  }

  @Test
  void putsTheFilesTogetherInTheOrderOfTheHead() throws IOException {
    JsonNode document = document();
    assertThat(names(document))
        .containsExactly("openapi", "paths", "components", "x-ixion-scenario");
    assertThat(names(document.path("paths"))).containsExactly("/offers", "/accept", "/agents");
    assertThat(names(document.at("/components/schemas"))).containsExactly("Page", "Agent");
  }

  @Test
  void refusesANameThatTwoFilesDefine() throws IOException {
    file("agents", "components: { schemas: { Page: { type: string } } }");
    refuses("/components/schemas/Page is defined twice: in ixion.yaml and in agents.yaml");
    file("agents", "paths: { /accept: {} }");
    refuses("/paths//accept is defined twice: in offers.yaml and in agents.yaml");
    file("agents", "openapi: 3.0.0");
    refuses("/openapi is defined twice: in ixion.yaml and in agents.yaml");
  }

  @Test
  void refusesANameTwiceInOneFileAnAliasAndANameThatIsNoString() throws IOException {
    file("agents", "paths: { /agents: {}, /agents: {} }");
    refuses("duplicate key /agents");
    file("agents", "paths: { /a: &a { get: {} }, /b: *a }");
    refuses("an alias is not expected");
    file("agents", "paths: { /agents: { get: { responses: { 200: {} } } } }");
    refuses("expected a string as name at agents.yaml/paths//agents/get/responses; found 200");
  }

  @Test
  void refusesAReferenceToNothing() throws IOException {
    file("agents", "paths: { /agents: { get: [{ $ref: '#/components/schemas/Nobody' }] } }");
    refuses("nothing is at #/components/schemas/Nobody, which /paths//agents/get/0 names");
    file("agents", "paths: { /agents: { $ref: 'other.yaml' } }");
    refuses("nothing is at other.yaml");
    file("agents", "paths: { /agents: { a: { $ref: '#/paths/~1offers/get' } } }");
    assertThat(document().at("/paths/~1agents/a/$ref").asText()).isEqualTo("#/paths/~1offers/get");
  }

  @Test
  void refusesAFileThatTheHeadDoesNotName() throws IOException {
    file("queues", "paths: {}");
    refuses("found [agents.yaml, offers.yaml, queues.yaml]");
  }

  @Test
  void readsYamlAsOfVersion12() throws IOException {
    file("agents", "x-values: [no, on, 12:30, 2026-11-23, 1, 2.5, true, null, '1']");
    assertThat(document().path("x-values").toString())
        .isEqualTo("[\"no\",\"on\",\"12:30\",\"2026-11-23\",1,2.5,true,null,\"1\"]");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
  }

  private void refuses(String message) {
    assertThatThrownBy(this::document).hasMessageContaining(message);
  }

  /** By way of the file that is written, as the build does it. */
  private JsonNode document() throws IOException {
    Path written = folder.resolveSibling(folder.getFileName() + ".out").resolve("openapi.json");
    OpenApiDocument.main(new String[] {folder.toString(), written.toString()});
    return new ObjectMapper().readTree(written.toFile());
  }

  private static ArrayList<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
