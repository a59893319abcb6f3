package io.ixion.contract.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The schemas of answers, read more strictly than a client may read them: answers may grow, but
 * what this version answers is described completely.
 */
final class StrictSchemas {
  private static final String MILLISECONDS =
      "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$";

  /** Still sent in events for one release, and not described any more. */
  private static final List<String> GOING = List.of("attempt", "fingerprint");

  private final JsonNode components;
  private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();
  private final JsonSchemaFactory factory = factory();
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  StrictSchemas(JsonNode document) {
    components = document.path("components").deepCopy();
    tighten(components);
  }

  /** What is wrong with a value; empty when it is valid. */
  List<String> errors(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  /** OpenAPI's own words say nothing about a value. */
  private static JsonSchemaFactory factory() {
    JsonMetaSchema words =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .unknownKeywordFactory((word, context) -> new NonValidationKeyword(word))
            .build();
    return JsonSchemaFactory.getInstance(
        SpecVersion.VersionFlag.V202012, factory -> factory.metaSchema(words));
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    tighten(root);
    root.set("components", components); // what its references point into
    return factory.getSchema(root, config);
  }

  private void tighten(JsonNode node) {
    node.forEach(this::tighten);
    if (!(node instanceof ObjectNode schema)) return;
    if (schema.path("properties") instanceof ObjectNode properties && isOpen(schema)) {
      schema.put("additionalProperties", false);
      if (properties.has("revision") && properties.has("type"))
        GOING.forEach(name -> properties.putIfAbsent(name, BooleanNode.TRUE));
    }
    if (schema.path("x-extensible-enum").isArray())
      schema.set("enum", schema.path("x-extensible-enum"));
    if (schema.path("format").asText().equals("date-time")) schema.put("pattern", MILLISECONDS);
    if (schema.has("oneOf") && schema.has("discriminator")) byType(schema);
    if (schema.path("anyOf") instanceof ArrayNode alternatives) onlyKnown(alternatives);
  }

  /** Whether it allows fields that it does not describe; what combines others does not say. */
  private static boolean isOpen(ObjectNode schema) {
    JsonNode others = schema.path("additionalProperties");
    return others.asBoolean(true)
        && !others.isObject()
        && Stream.of("allOf", "anyOf", "oneOf").noneMatch(schema::has);
  }

  /**
   * Leaves out what stands for the types that later versions add: it says which types it is not.
   */
  private void onlyKnown(ArrayNode alternatives) {
    for (var each = alternatives.elements(); each.hasNext(); ) {
      String at = each.next().path("$ref").asText();
      JsonNode schema = components.at(at.replaceFirst("^#/components", ""));
      if (schema.path("properties").findValue("not") != null) each.remove();
    }
  }

  /**
   * Compares a value with its own type alone, so that what is wrong is not told for all of them.
   */
  private static void byType(ObjectNode union) {
    union.remove("oneOf");
    String name = union.at("/discriminator/propertyName").asText();
    ArrayNode rules = union.putArray("allOf");
    ArrayNode known = property(rules.addObject(), name).putArray("enum");
    for (var type : union.at("/discriminator/mapping").properties()) {
      known.add(type.getKey());
      ObjectNode rule = rules.addObject();
      property(rule.putObject("if"), name).put("const", type.getKey());
      rule.putObject("then").set("$ref", type.getValue());
    }
  }

  private static ObjectNode property(ObjectNode schema, String name) {
    return schema.putObject("properties").putObject(name);
  }
}
