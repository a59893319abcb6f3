package io.ixion.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every reference leads somewhere, and every component is used. */
final class ComponentRules {
  static final String NOWHERE = ": nothing is at ";

  private static final String DISCRIMINATOR = "/discriminator/mapping";

  private final Description description;
  private final List<String> findings;
  private final Set<String> used = new HashSet<>();

  ComponentRules(Description description, List<String> findings) {
    this.description = description;
    this.findings = findings;
  }

  void check() {
    description.each(this::references);
    for (var kind : description.root().path("components").properties())
      for (String name : description.components(kind.getKey()).keySet()) {
        String reference = "#/components/" + kind.getKey() + "/" + name;
        if (!used.contains(reference)) findings.add(reference + ": used by nothing");
      }
  }

  private void references(String at, JsonNode node) {
    if (node.path("$ref").isTextual()) reference(at, node.path("$ref").asText());
    if (at.endsWith(DISCRIMINATOR))
      node.properties().forEach(entry -> reference(at, entry.getValue().asText()));
  }

  private void reference(String at, String reference) {
    used.add(reference);
    if (!reference.startsWith("#/")
        || description.root().at(reference.substring(1)).isMissingNode())
      findings.add(at + NOWHERE + reference);
  }
}
