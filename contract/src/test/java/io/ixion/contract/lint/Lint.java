package io.ixion.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import java.util.ArrayList;
import java.util.List;

/** Every rule that the API's description keeps. */
final class Lint {
  private Lint() {}

  /** What is wrong with a document; each finding begins with its place. */
  static List<String> findings(JsonNode document) {
    var description = new Description(document);
    var findings = new ArrayList<String>();
    new ComponentRules(description, findings).check();
    // a schema with a reference to nothing cannot be checked against
    if (findings.stream().anyMatch(found -> found.contains(ComponentRules.NOWHERE)))
      return findings;
    new OperationRules(description, findings).check();
    new SchemaRules(description, findings).check();
    new UnionRules(description, findings).check();
    new ExampleRules(description, findings).check();
    return findings;
  }
}
