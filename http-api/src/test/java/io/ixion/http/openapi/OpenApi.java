package io.ixion.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API's description as the tests read it, with a validator of the part of JSON Schema it uses.
 */
final class OpenApi {
  final JsonNode document;

  /** One operation and where it is. */
  record Operation(String method, String template, JsonNode description) {
    String id() {
      return description.path("operationId").asText();
    }
  }

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      document = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, Operation> operations() {
    var operations = new TreeMap<String, Operation>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          var operation =
                              new Operation(
                                  method.getKey().toUpperCase(java.util.Locale.ROOT),
                                  path.getKey(),
                                  method.getValue());
                          operations.put(operation.id(), operation);
                        }));
    return operations;
  }

  /** What a reference stands for, or the node itself. */
  JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) return node;
    JsonNode target = document.at(node.path("$ref").asText().substring(1));
    if (target.isMissingNode())
      throw new AssertionError("nothing at " + node.path("$ref").asText());
    return resolved(target);
  }

  /** The schema of an operation's answer with this status; missing when it is not JSON. */
  JsonNode answerSchema(Operation operation, int status) {
    JsonNode response =
        resolved(operation.description().path("responses").path(Integer.toString(status)));
    if (response.isMissingNode())
      throw new AssertionError(operation.id() + " does not describe its answer " + status);
    JsonNode content = response.path("content");
    JsonNode json = content.path("application/json");
    return (json.isMissingNode() ? content.path("application/problem+json") : json).path("schema");
  }

  /** What is wrong with a value; empty when it is valid. */
  List<String> errors(JsonNode schema, JsonNode value) {
    var errors = new ArrayList<String>();
    check(schema, value, "", errors);
    return errors;
  }

  private void check(JsonNode unresolved, JsonNode value, String at, List<String> errors) {
    JsonNode schema = resolved(unresolved);
    String type = schema.path("type").asText("");
    if (!type.isEmpty() && !is(type, value)) {
      errors.add(at + ": expected " + type + ", found " + value);
      return;
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value))
      errors.add(at + ": expected one of " + schema.path("enum") + ", found " + value);
    if (value.isTextual()) text(schema, value.asText(), at, errors);
    if (value.isNumber()) number(schema, value.asDouble(), at, errors);
    if (value.isArray())
      for (int i = 0; i < value.size(); i++)
        check(schema.path("items"), value.get(i), at + "/" + i, errors);
    if (value.isObject()) object(schema, value, at, errors);
  }

  private void object(JsonNode schema, JsonNode value, String at, List<String> errors) {
    for (JsonNode name : schema.path("required"))
      if (!value.has(name.asText())) errors.add(at + ": lacks " + name.asText());
    // Answers may grow, but what this version answers is described completely.
    JsonNode others = schema.path("additionalProperties");
    value
        .properties()
        .forEach(
            member -> {
              String here = at + "/" + member.getKey();
              JsonNode known = schema.path("properties").path(member.getKey());
              if (!known.isMissingNode()) check(known, member.getValue(), here, errors);
              else if (others.isObject()) check(others, member.getValue(), here, errors);
              else if (!others.asBoolean(schema.path("properties").isMissingNode()))
                errors.add(here + ": not described");
            });
  }

  private static void text(JsonNode schema, String text, String at, List<String> errors) {
    if (schema.has("pattern") && !text.matches(schema.path("pattern").asText()))
      errors.add(at + ": does not match " + schema.path("pattern").asText() + ": " + text);
    if (text.length() < schema.path("minLength").asInt(0)
        || text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE))
      errors.add(at + ": length " + text.length());
    String format = schema.path("format").asText("");
    if (format.equals("date-time")
        && !text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
      errors.add(at + ": not a time with milliseconds: " + text);
    if (format.equals("duration") && !text.startsWith("P"))
      errors.add(at + ": no duration: " + text);
  }

  private static void number(JsonNode schema, double number, String at, List<String> errors) {
    if (number < schema.path("minimum").asDouble(-Double.MAX_VALUE)
        || number > schema.path("maximum").asDouble(Double.MAX_VALUE))
      errors.add(at + ": out of range: " + number);
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) if (each.equals(value)) return true;
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new AssertionError("this validator does not know the type " + type);
    };
  }
}
