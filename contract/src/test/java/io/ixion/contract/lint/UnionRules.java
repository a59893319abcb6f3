package io.ixion.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Alternatives are told apart by their discriminator, and an unknown one is read all the same, by
 * generated clients, too. Their generators sort names: so the names are ordered here.
 */
final class UnionRules {
  private final Description description;
  private final List<String> findings;

  UnionRules(Description description, List<String> findings) {
    this.description = description;
    this.findings = findings;
  }

  void check() {
    for (var named : description.components("schemas").entrySet()) {
      String at = "/components/schemas/" + named.getKey();
      if (named.getValue().has("oneOf")) known(at, named.getValue());
      if (named.getValue().has("anyOf")) open(at, named.getKey(), named.getValue());
    }
    for (String at : description.answerSchemas())
      if (description.root().at(at).path("enum").size() == 1 && !isMapped(at))
        find(at, "an enum of one value that is not the discriminator's");
  }

  /** The alternatives that are known: each with the one value that leads to it. */
  private void known(String at, JsonNode union) {
    String by = union.at("/discriminator/propertyName").asText();
    var listed = new TreeSet<String>();
    union.path("oneOf").forEach(each -> listed.add(each.path("$ref").asText()));
    var mapped = new TreeSet<String>();
    for (var entry : union.at("/discriminator/mapping").properties()) {
      mapped.add(entry.getValue().asText());
      JsonNode schema = description.root().at(entry.getValue().asText().substring(1));
      JsonNode value = schema.path("properties").path(by).path("enum");
      if (value.size() != 1 || !value.path(0).asText().equals(entry.getKey()))
        find(at, "leads " + entry.getKey() + " to a schema whose " + by + " is " + value);
      if (!contains(schema.path("required"), by))
        find(at, "leads " + entry.getKey() + " to a schema that does not require " + by);
    }
    if (!listed.equals(mapped) || listed.isEmpty())
      find(at, "the discriminator maps " + mapped + "; the alternatives are " + listed);
  }

  /** Known ones, and then what is none of them. */
  private void open(String at, String name, JsonNode union) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : union.path("anyOf")) {
      String reference = each.path("$ref").asText();
      names.add(reference.substring(reference.lastIndexOf('/') + 1));
    }
    if (names.size() != 2 || names.get(0).compareTo(names.get(1)) >= 0) {
      find(at, "expected a oneOf and then, by name, too, what is none of it; found " + names);
      return;
    }
    if (name.compareTo(names.get(0)) <= 0) find(at, "its name does not come after " + names.get(0));
    JsonNode known = description.components("schemas").get(names.get(0));
    JsonNode other = description.components("schemas").get(names.get(1));
    String by = known.at("/discriminator/propertyName").asText();
    var excluded = new TreeSet<String>();
    other
        .path("properties")
        .path(by)
        .at("/not/enum")
        .forEach(value -> excluded.add(value.asText()));
    Set<String> mapped = new TreeSet<>();
    known.at("/discriminator/mapping").fieldNames().forEachRemaining(mapped::add);
    if (!excluded.equals(mapped) || mapped.isEmpty())
      find(at, names.get(1) + " excludes " + excluded + "; known are " + mapped);
  }

  private boolean isMapped(String at) {
    for (JsonNode schema : description.components("schemas").values())
      for (JsonNode target : schema.at("/discriminator/mapping")) {
        String by = schema.at("/discriminator/propertyName").asText();
        if (at.equals(target.asText().substring(1) + "/properties/" + by)) return true;
      }
    return false;
  }

  private static boolean contains(JsonNode list, String text) {
    for (JsonNode each : list) if (each.asText().equals(text)) return true;
    return false;
  }

  private void find(String at, String what) {
    findings.add(at + ": " + what);
  }
}
