package io.ixion.contract.released;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a schema takes away of an earlier one. Of a request: a value that was taken and is refused
 * now. Of an answer: a field that a client could rely on, or a value that it cannot know.
 */
final class SchemaChanges {
  private static final List<String> LEAST =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> MOST =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");

  private final Description before;
  private final Description after;
  private final Set<String> found;
  private final Set<String> compared = new HashSet<>();

  /** Compares two schemas by their pointers. */
  @FunctionalInterface
  interface Comparison {
    void compare(String at, String was, String is);
  }

  SchemaChanges(Description before, Description after, Set<String> found) {
    this.before = before;
    this.after = after;
    this.found = found;
  }

  void asked(String at, String earlier, String later) {
    String was = before.place(earlier);
    String is = after.place(later);
    if (!compared.add("asked " + was + " " + is)) return;
    JsonNode old = before.root().at(was);
    JsonNode now = after.root().at(is);
    String here = name(at, was);
    type(here, old, now);
    bounds(here, old, now);
    for (String value : values(now, "enum"))
      if (!old.has("enum")) {
        found.add(here + " takes only some values now, among them " + value);
        break;
      }
    for (String value : values(old, "enum"))
      if (now.has("enum") && !values(now, "enum").contains(value))
        found.add(here + " does not take " + value);
    for (String field : values(now, "required"))
      if (!values(old, "required").contains(field))
        found.add(here + "/" + field + " is required now");
    inside(here, was, is, this::asked);
  }

  void answered(String at, String earlier, String later) {
    String was = before.place(earlier);
    String is = after.place(later);
    if (!compared.add("answered " + was + " " + is)) return;
    JsonNode old = before.root().at(was);
    JsonNode now = after.root().at(is);
    String here = name(at, was);
    type(here, old, now);
    if (old.has("enum") && !now.has("enum")) found.add(here + " is any text now");
    for (String value : values(now, "enum"))
      if (old.has("enum") && !values(old, "enum").contains(value))
        found.add(here + " may be " + value + " now");
    for (String value : values(old, "x-extensible-enum"))
      if (!values(now, "x-extensible-enum").contains(value))
        found.add(here + " is not " + value + " any more");
    for (String field : values(old, "required"))
      if (!values(now, "required").contains(field))
        found.add(here + "/" + field + " may be absent now");
    inside(here, was, is, this::answered);
  }

  private void type(String at, JsonNode old, JsonNode now) {
    for (String word : List.of("type", "format"))
      if (old.has(word) && !old.path(word).equals(now.path(word)))
        found.add(
            at + " " + word + " " + old.path(word).asText() + " is now " + now.path(word).asText());
  }

  private void bounds(String at, JsonNode old, JsonNode now) {
    for (String least : LEAST)
      if (now.path(least).asDouble(-Double.MAX_VALUE) > old.path(least).asDouble(-Double.MAX_VALUE))
        found.add(at + " " + least + " is now " + now.path(least));
    for (String most : MOST)
      if (now.path(most).asDouble(Double.MAX_VALUE) < old.path(most).asDouble(Double.MAX_VALUE))
        found.add(at + " " + most + " is now " + now.path(most));
    if (now.has("pattern") && !now.path("pattern").equals(old.path("pattern")))
      found.add(at + " pattern is now " + now.path("pattern").asText());
    if (now.path("uniqueItems").asBoolean() && !old.path("uniqueItems").asBoolean())
      found.add(at + " takes each item only once now");
    if (now.has("propertyNames") && !old.has("propertyNames"))
      found.add(at + " takes only some names now");
  }

  private void inside(String at, String was, String is, Comparison comparison) {
    JsonNode old = before.root().at(was);
    JsonNode now = after.root().at(is);
    for (var field : old.path("properties").properties()) {
      String step = "/properties/" + Description.escaped(field.getKey());
      String here = at + "/" + field.getKey();
      if (after.root().at(is + step).isMissingNode()) found.add(here + " is gone");
      else comparison.compare(here, was + step, is + step);
    }
    for (String one : List.of("items", "additionalProperties")) {
      if (!old.path(one).isObject()) continue;
      if (!now.path(one).isObject()) found.add(at + "/" + one + " is not described any more");
      else comparison.compare(at + "/" + one, was + "/" + one, is + "/" + one);
    }
    alternatives(at, was, is, comparison);
  }

  /** Unions: each alternative by the value that leads to it, and the one for what is unknown. */
  private void alternatives(String at, String was, String is, Comparison comparison) {
    for (var entry : before.root().at(was + "/discriminator/mapping").properties()) {
      JsonNode now = after.root().at(is + "/discriminator/mapping").path(entry.getKey());
      String here = at + " " + entry.getKey();
      if (now.isMissingNode()) found.add(here + " is gone");
      else comparison.compare(here, pointer(entry.getValue()), pointer(now));
    }
    for (int i = 0; i < before.root().at(was + "/anyOf").size(); i++) {
      String step = "/anyOf/" + i;
      if (after.root().at(is + step).isMissingNode()) found.add(at + " is no union any more");
      else comparison.compare(at, was + step, is + step);
    }
  }

  private static String pointer(JsonNode reference) {
    return reference.asText().substring(1);
  }

  /** Schemas with a name are told by it, wherever they are used first. */
  private static String name(String at, String pointer) {
    return Description.isNamed(pointer) ? pointer.substring(pointer.lastIndexOf('/') + 1) : at;
  }

  private static List<String> values(JsonNode schema, String list) {
    return schema.path(list).isArray()
        ? java.util.stream.StreamSupport.stream(schema.path(list).spliterator(), false)
            .map(JsonNode::asText)
            .toList()
        : List.of();
  }
}
