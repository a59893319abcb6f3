package io.ixion.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Schemas can grow where they are answers, are closed where they are requests, and have names. */
final class SchemaRules {
  private static final Pattern TYPE_NAME = Pattern.compile("([A-Z][a-z]+)+");
  private static final Pattern FIELD_NAME = Pattern.compile("[a-z]+([A-Z][a-z]+)*");
  private static final Set<String> GROWING =
      Set.of(
          "revision",
          "version",
          "waiting",
          "handingOff",
          "enteredPerMinute",
          "leftPerMinute",
          "after");

  private final Description description;
  private final List<String> findings;
  private final Set<String> answers;
  private final Set<String> requests;

  SchemaRules(Description description, List<String> findings) {
    this.description = description;
    this.findings = findings;
    this.answers = description.answerSchemas();
    this.requests = description.requestSchemas();
  }

  void check() {
    for (var named : description.components("schemas").entrySet()) {
      if (!TYPE_NAME.matcher(named.getKey()).matches())
        find("/components/schemas/" + named.getKey(), "the name is not in PascalCase");
      if (!named.getValue().has("description"))
        find("/components/schemas/" + named.getKey(), "no description");
    }
    answers.forEach(this::answer);
    requests.forEach(this::request);
    for (Set<String> schemas : List.of(answers, requests))
      for (String at : schemas) any(at, description.root().at(at));
    parameters();
  }

  private void answer(String at) {
    JsonNode schema = description.root().at(at);
    if (isStructure(schema) && !schema.path("additionalProperties").asBoolean(false))
      find(at, "an object of an answer that does not say that it may grow");
    boolean isClosed = schema.path("enum").size() > 1 && !at.endsWith("/not");
    if (isClosed) find(at, "an enum of an answer that is not open: use x-extensible-enum");
  }

  private void request(String at) {
    JsonNode schema = description.root().at(at);
    boolean closed = schema.path("additionalProperties").isBoolean();
    if (schema.has("properties") && (!closed || schema.path("additionalProperties").asBoolean()))
      find(at, "an object of a request that is not closed");
    if (schema.has("x-extensible-enum") && schema.has("enum"))
      find(at, "an enum that is both open and closed");
  }

  private void any(String at, JsonNode schema) {
    if (!Description.isNamed(at)
        && (schema.has("properties") || schema.has("oneOf") || schema.has("anyOf")))
      find(at, "an object without a name of its own");
    if (!Description.isNamed(at) && schema.path("enum").size() > 1)
      find(at, "an enum without a name of its own");
    for (var property : schema.path("properties").properties()) {
      String here = at + "/properties/" + property.getKey();
      if (!FIELD_NAME.matcher(property.getKey()).matches())
        find(here, "the name is not in camelCase");
      if (!property.getValue().has("description")
          && !description.resolved(property.getValue()).has("description"))
        find(here, "no description");
      number(here, property.getKey(), description.resolved(property.getValue()));
    }
    if (schema.path("type").asText().equals("integer")
        && !Set.of("int32", "int64").contains(schema.path("format").asText()))
      find(at, "an integer that is neither int32 nor int64");
    if (schema.path("format").asText().equals("duration"))
      find(at, "the format duration, which has no parts of a second; use the schema Duration");
    for (JsonNode name : schema.path("required"))
      if (!schema.path("properties").has(name.asText()))
        find(at, "requires " + name.asText() + ", which is not described");
  }

  private void parameters() {
    for (var operation : description.operations())
      for (JsonNode each : operation.node().path("parameters")) {
        JsonNode parameter = description.resolved(each);
        String name = parameter.path("name").asText();
        number(operation + " parameter " + name, name, parameter.path("schema"));
      }
  }

  private void number(String at, String name, JsonNode schema) {
    if (GROWING.contains(name)
        && schema.path("type").asText().equals("integer")
        && !schema.path("format").asText().equals("int64"))
      find(at, "a number that grows and is not int64");
  }

  private static boolean isStructure(JsonNode schema) {
    boolean fields = schema.has("properties") || schema.has("anyOf");
    return fields && !schema.has("oneOf");
  }

  private void find(String at, String what) {
    findings.add(at + ": " + what);
  }
}
