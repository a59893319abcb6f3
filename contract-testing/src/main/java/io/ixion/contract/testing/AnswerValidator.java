package io.ixion.contract.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ixion.contract.testing.ApiDescription.Operation;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares answers with the API's description: status, headers, type, body, code of a problem. */
public final class AnswerValidator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "application/problem+json";
  private static final String STREAM = "text/event-stream";

  /** What is refused before any operation sees it, with a status of its own. */
  private static final String NOT_HTTP = "malformed-http";

  /** What any answer of HTTP may carry, and no description lists. */
  private static final Set<String> GENERAL =
      anyCase(
          "Cache-Control",
          "Connection",
          "Content-Length",
          "Content-Type",
          "Date",
          "Server",
          "Transfer-Encoding",
          "Vary",
          "X-Accel-Buffering",
          "X-Content-Type-Options");

  private final ApiDescription api;
  private final StrictSchemas schemas;

  public AnswerValidator(ApiDescription api) {
    this.api = api;
    this.schemas = new StrictSchemas(api.document());
  }

  /** Throws an {@link AssertionError} that says all that is not as described. */
  public HttpResponse<String> check(HttpResponse<String> response) {
    check(Answer.of(response));
    return response;
  }

  /** Throws an {@link AssertionError} that says all that is not as described. */
  public void check(Answer answer) {
    List<String> wrong = violations(answer);
    if (!wrong.isEmpty())
      throw new AssertionError(
          "%s %s answered %d, which is not as openapi.json says: %s%n%s"
              .formatted(answer.method(), answer.path(), answer.status(), wrong, answer.body()));
  }

  /** All that is not as described; empty when the answer is right. */
  public List<String> violations(Answer answer) {
    var wrong = new ArrayList<String>();
    Optional<Operation> operation = api.operation(answer.method(), answer.path());
    if (operation.isPresent() && !isNotHttp(answer)) described(operation.get(), answer, wrong);
    else noOperation(answer, wrong);
    return wrong;
  }

  /** Throws an {@link AssertionError} when an event of a stream is not as described. */
  public void checkEvent(String path, String event, String data) {
    Operation stream = api.operation("GET", path).orElseThrow();
    JsonNode schema =
        stream.description().at("/responses/200/content").path(STREAM).path("x-ixion-data");
    var wrong = new ArrayList<String>();
    JsonNode told = json(data, wrong);
    wrong.addAll(errors(schema, told));
    if (!told.path("type").asText().equals(event)) wrong.add("its event is " + event);
    if (!wrong.isEmpty())
      throw new AssertionError(
          "%s told what is not as openapi.json says: %s%n%s".formatted(path, wrong, data));
  }

  /** What is wrong with a value; empty when it fits the schema. */
  public List<String> errors(JsonNode schema, JsonNode value) {
    return schemas.errors(schema, value);
  }

  private static boolean isNotHttp(Answer answer) {
    return answer.mediaType().equals(PROBLEM)
        && json(answer.body(), new ArrayList<>()).path("code").asText().equals(NOT_HTTP);
  }

  private void noOperation(Answer answer, List<String> wrong) {
    if (answer.method().equals("HEAD")) return; // it has no body that could say why
    if (!answer.mediaType().equals(PROBLEM)) {
      wrong.add("no operation is there, so a problem was expected; found " + answer.mediaType());
      return;
    }
    JsonNode problem = json(answer.body(), wrong);
    wrong.addAll(
        errors(JSON.createObjectNode().put("$ref", "#/components/schemas/Problem"), problem));
    sameStatus(answer, problem, wrong);
  }

  private void described(Operation operation, Answer answer, List<String> wrong) {
    JsonNode response =
        api.resolved(
            operation.description().path("responses").path(Integer.toString(answer.status())));
    if (response.isMissingNode()) {
      wrong.add(operation.id() + " does not list this status");
      return;
    }
    headers(response.path("headers"), answer, wrong);
    if (!answer.method().equals("HEAD")) body(operation, response.path("content"), answer, wrong);
  }

  private void headers(JsonNode described, Answer answer, List<String> wrong) {
    var names = anyCase();
    for (var header : described.properties()) {
      names.add(header.getKey());
      JsonNode description = api.resolved(header.getValue());
      Optional<String> value = answer.header(header.getKey());
      if (value.isPresent())
        for (String error : errors(description.path("schema"), typed(description, value.get())))
          wrong.add(header.getKey() + ": " + value.get() + ": " + error);
      else if (description.path("required").asBoolean())
        wrong.add("lacks the header " + header.getKey());
    }
    for (String name : answer.headers().keySet())
      if (!name.startsWith(":") && !GENERAL.contains(name) && !names.contains(name))
        wrong.add("the header " + name + " is not described");
  }

  private static JsonNode typed(JsonNode header, String value) {
    return header.at("/schema/type").asText().equals("integer") && value.matches("\\d{1,18}")
        ? JSON.getNodeFactory().numberNode(Long.parseLong(value))
        : TextNode.valueOf(value);
  }

  private void body(Operation operation, JsonNode content, Answer answer, List<String> wrong) {
    if (content.isEmpty()) {
      if (!answer.body().isEmpty()) wrong.add("has a body; none is described");
      return;
    }
    String type = answer.mediaType();
    JsonNode description = content.path(type);
    if (description.isMissingNode()) {
      wrong.add("is " + type + "; described is " + content.properties());
      return;
    }
    if (!type.endsWith("json")) return;
    JsonNode body = json(answer.body(), wrong);
    wrong.addAll(errors(description.path("schema"), body));
    if (type.equals(PROBLEM)) problem(operation, answer, body, wrong);
  }

  private static void problem(
      Operation operation, Answer answer, JsonNode problem, List<String> wrong) {
    String code = problem.path("code").asText();
    for (JsonNode known : operation.description().path("x-ixion-problems"))
      if (known.asText().equals(code)) {
        sameStatus(answer, problem, wrong);
        return;
      }
    wrong.add(operation.id() + " does not list the problem " + code);
  }

  private static void sameStatus(Answer answer, JsonNode problem, List<String> wrong) {
    if (problem.path("status").asInt() != answer.status())
      wrong.add("the problem says status " + problem.path("status"));
  }

  private static JsonNode json(String text, List<String> wrong) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      wrong.add("is no JSON: " + e.getOriginalMessage());
      return JSON.missingNode();
    }
  }

  private static Set<String> anyCase(String... names) {
    var set = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }
}
