package io.ixion.contract.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnswerValidatorTest {
  private static final String DESCRIPTION =
      """
      {"paths": {
        "/things/{id}": {"get": {
          "operationId": "getThing",
          "x-ixion-problems": ["not-found"],
          "responses": {
            "200": {
              "headers": {
                "ETag": {"required": true, "schema": {"type": "string", "pattern": "^\\"r\\\\d+\\"$"}},
                "Retry-After": {"schema": {"type": "integer"}}},
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
            "204": {"description": "gone"},
            "404": {"$ref": "#/components/responses/Problem404"}}}},
        "/things/{id}/events": {"get": {"responses": {"200": {"content": {"text/event-stream": {
          "x-ixion-data": {"$ref": "#/components/schemas/Event"}}}}}}},
        "/things/all": {"get": {
          "operationId": "listThings",
          "responses": {"200": {"content": {"text/plain": {}}}}}}},
       "components": {
         "responses": {"Problem404": {"content": {"application/problem+json": {
           "schema": {"$ref": "#/components/schemas/Problem"}}}}},
         "schemas": {
           "Problem": {"type": "object", "required": ["code", "status"], "additionalProperties": true,
             "properties": {"code": {"type": "string"}, "status": {"type": "integer"}}},
           "Event": {"type": "object", "properties": {"type": {"type": "string"}},
             "anyOf": [{"$ref": "#/components/schemas/Known"}, {"$ref": "#/components/schemas/Other"}]},
           "Known": {
             "oneOf": [{"$ref": "#/components/schemas/Made"}],
             "discriminator": {
               "propertyName": "type", "mapping": {"made": "#/components/schemas/Made"}}},
           "Made": {"type": "object", "required": ["by"], "additionalProperties": true, "properties": {
             "type": {"enum": ["made"]}, "revision": {"type": "integer"}, "by": {"type": "string"}}},
           "Other": {"type": "object", "additionalProperties": true, "properties": {
             "type": {"type": "string", "not": {"enum": ["made"]}}}},
           "Thing": {"type": "object", "required": ["at"], "additionalProperties": true, "properties": {
             "at": {"type": "string", "format": "date-time"},
             "state": {"type": "string", "x-extensible-enum": ["new", "old"]},
             "levels": {"type": "object", "additionalProperties": {"type": "integer"}},
             "event": {"$ref": "#/components/schemas/Event"},
             "data": {"type": "object", "additionalProperties": true}}}}}}
      """;
  private static final String AT = "\"at\": \"2026-11-29T00:00:00.000Z\"";

  private static AnswerValidator validator;

  @BeforeAll
  static void read() throws Exception {
    validator = new AnswerValidator(new ApiDescription(new ObjectMapper().readTree(DESCRIPTION)));
  }

  private static List<String> wrong(
      String method, String path, int status, String type, String body, String... headers) {
    var all = new TreeMap<String, List<String>>();
    if (!type.isEmpty()) all.put("content-type", List.of(type));
    for (int i = 0; i < headers.length; i += 2) all.put(headers[i], List.of(headers[i + 1]));
    return validator.violations(new Answer(method, path, status, all, body));
  }

  private static List<String> thing(String body) {
    return wrong(
        "GET", "/things/1", 200, "application/json; charset=utf-8", body, "etag", "\"r1\"");
  }

  @Test
  void takesWhatIsDescribed() {
    assertThat(
            thing(
                "{%s, \"state\": \"new\", \"levels\": {\"a\": 1}, \"data\": {\"any\": [null]}}"
                    .formatted(AT)))
        .isEmpty();
    assertThat(thing("{%s, \"event\": {\"type\": \"made\", \"by\": \"ann\"}}".formatted(AT)))
        .isEmpty();
    assertThat(event("{'type': 'made', 'by': 'ann', 'attempt': {}, 'fingerprint': 'x'}")).isEmpty();
    assertThat(wrong("GET", "/things/1", 204, "", "", "date", "today")).isEmpty();
    assertThat(wrong("GET", "/things/all", 200, "text/plain", "any")).isEmpty();
    assertThat(wrong("HEAD", "/things/1", 200, "", "", "ETag", "\"r1\"")).isEmpty();
    assertThat(problem("/things/1", 404, "not-found", 404)).isEmpty();
    assertThat(problem("/nothing", 404, "no-such-path", 404)).isEmpty();
  }

  private static List<String> problem(String path, int status, String code, int inBody) {
    String body = "{\"code\": \"%s\", \"status\": %d}".formatted(code, inBody);
    return wrong("GET", path, status, "application/problem+json", body);
  }

  @Test
  void findsAStatusThatIsNotListed() {
    assertThat(problem("/things/1", 409, "not-found", 409))
        .singleElement()
        .asString()
        .contains("getThing")
        .contains("status");
  }

  @Test
  void findsWhatABodyMayNotHold() {
    assertThat(thing("{}")).singleElement().asString().contains("'at'");
    assertThat(thing("{\"at\": \"2026-11-29T00:00:00Z\"}")).isNotEmpty();
    assertThat(thing("{\"at\": \"2026-13-29T00:00:00.000Z\"}")).isNotEmpty();
    assertThat(thing("{%s, \"state\": \"later\"}".formatted(AT))).isNotEmpty();
    assertThat(thing("{%s, \"levels\": {\"a\": \"1\"}}".formatted(AT))).isNotEmpty();
    assertThat(thing("no JSON")).isNotEmpty();
  }

  @Test
  void findsAFieldThatIsNotDescribedAlthoughAnswersMayGrow() {
    assertThat(thing("{%s, \"fresh\": 1}".formatted(AT)))
        .singleElement()
        .asString()
        .contains("fresh");
  }

  private static List<String> event(String json) {
    return thing("{%s, \"event\": %s}".formatted(AT, json.replace('\'', '"')));
  }

  @Test
  void comparesAnEventWithItsOwnTypeAloneAndTakesNoOther() {
    assertThat(event("{'type': 'made'}")).singleElement().asString().contains("'by'");
    assertThat(event("{'type': 'made', 'by': 'ann', 'fresh': 1}"))
        .singleElement()
        .asString()
        .contains("fresh");
    assertThat(event("{'type': 'lost'}")).singleElement().asString().contains("enumeration");
  }

  @Test
  void comparesAnEventOfAStream() {
    assertThatCode(
            () ->
                validator.checkEvent(
                    "/things/1/events", "made", "{\"type\": \"made\", \"by\": \"ann\"}"))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                validator.checkEvent(
                    "/things/1/events", "lost", "{\"type\": \"made\", \"by\": \"ann\"}"))
        .hasMessageContaining("its event is lost");
    assertThatThrownBy(
            () -> validator.checkEvent("/things/1/events", "made", "{\"type\": \"made\"}"))
        .hasMessageContaining("'by'");
  }

  @Test
  void findsABodyOfAnotherTypeOrWhereThereIsNone() {
    assertThat(wrong("GET", "/things/all", 200, "application/json", "{}")).hasSize(1);
    assertThat(wrong("GET", "/things/1", 204, "", "more")).hasSize(1);
  }

  @Test
  void findsHeadersThatAreMissingWrongOrNotDescribed() {
    String body = "{%s}".formatted(AT);
    String type = "application/json";
    assertThat(wrong("GET", "/things/1", 200, type, body))
        .singleElement()
        .asString()
        .contains("lacks the header ETag");
    assertThat(wrong("GET", "/things/1", 200, type, body, "ETag", "r1")).hasSize(1);
    assertThat(wrong("GET", "/things/1", 200, type, body, "ETag", "\"r1\"", "retry-after", "soon"))
        .hasSize(1);
    assertThat(wrong("GET", "/things/1", 200, type, body, "ETag", "\"r1\"", "retry-after", "5"))
        .isEmpty();
    assertThat(wrong("GET", "/things/1", 204, "", "", "Location", "/")).hasSize(1);
  }

  @Test
  void findsAProblemThatIsNotListedOrOfAnotherStatus() {
    assertThat(problem("/things/1", 404, "unknown-queue", 404)).hasSize(1);
    assertThat(problem("/things/1", 404, "not-found", 409)).hasSize(1);
    assertThat(wrong("GET", "/nothing", 404, "text/plain", "not here")).hasSize(1);
  }

  @Test
  void saysAllOfItInOneError() {
    var answer = new Answer("GET", "/things/1", 500, Map.of(), "");
    assertThatThrownBy(() -> validator.check(answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /things/1 answered 500")
        .hasMessageContaining("getThing");
  }

  @Test
  void readsTheDescriptionOfThisBuild() {
    var api = ApiDescription.ofThisBuild();
    assertThat(api.operation("POST", "/api/v1/interactions")).isPresent();
    assertThat(api.operation("GET", "/api/v1/interactions/")).isEmpty();
    for (var operation : api.operations())
      assertThat(api.operation(operation.method(), operation.template())).contains(operation);
  }
}
