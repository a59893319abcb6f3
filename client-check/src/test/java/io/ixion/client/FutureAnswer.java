package io.ixion.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ixion.contract.testing.ApiDescription;

/** Makes of an answer what a later version may answer: all that may grow has grown. */
final class FutureAnswer {
  static final String ADDED = "addedLater";

  private final ApiDescription api;

  FutureAnswer(ApiDescription api) {
    this.api = api;
  }

  /** A copy with a new field in every object, and a new value wherever values may be added. */
  JsonNode of(JsonNode reference, JsonNode value) {
    JsonNode schema = alternative(api.resolved(reference), value);
    if (schema.has("x-extensible-enum")) return TextNode.valueOf("added-later");
    if (value instanceof ArrayNode items) {
      ArrayNode grown = items.arrayNode();
      items.forEach(item -> grown.add(of(schema.path("items"), item)));
      return grown;
    }
    return value instanceof ObjectNode object ? grown(schema, object) : value;
  }

  private JsonNode grown(JsonNode schema, ObjectNode value) {
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    ObjectNode grown = value.objectNode();
    for (var member : value.properties()) {
      JsonNode known = properties.path(member.getKey());
      JsonNode described = known.isMissingNode() && others.isObject() ? others : known;
      grown.set(member.getKey(), of(described, member.getValue()));
    }
    if (properties.isObject()) grown.putObject(ADDED).putArray("by").add("a later version");
    return grown;
  }

  /** What of an answer is described, and so must be understood. */
  JsonNode known(JsonNode reference, JsonNode value) {
    JsonNode schema = alternative(api.resolved(reference), value);
    if (value instanceof ArrayNode items) {
      ArrayNode known = items.arrayNode();
      items.forEach(item -> known.add(known(schema.path("items"), item)));
      return known;
    }
    JsonNode properties = schema.path("properties");
    if (!(value instanceof ObjectNode object) || properties.isMissingNode()) return value;
    ObjectNode known = object.objectNode();
    for (var member : value.properties())
      if (properties.has(member.getKey()))
        known.set(member.getKey(), known(properties.path(member.getKey()), member.getValue()));
    return known;
  }

  /** Which schema of a union a value is of; the open one when its type is not known. */
  private JsonNode alternative(JsonNode schema, JsonNode value) {
    for (JsonNode reference : schema.path("anyOf")) {
      JsonNode chosen = alternative(api.resolved(reference), value);
      if (!chosen.isMissingNode()) return chosen;
    }
    if (!schema.has("discriminator")) return schema;
    String name = schema.at("/discriminator/propertyName").asText();
    JsonNode known = schema.at("/discriminator/mapping").path(value.path(name).asText());
    return known.isMissingNode() ? known : api.document().at(known.asText().substring(1));
  }
}
