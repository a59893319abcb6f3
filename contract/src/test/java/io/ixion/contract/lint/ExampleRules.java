package io.ixion.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.ApiSchemas;
import io.ixion.contract.Description;
import java.util.List;

/** Every example is what its schema says, problems of the status that they are an example of. */
final class ExampleRules {
  private final Description description;
  private final List<String> findings;
  private final ApiSchemas schemas;

  ExampleRules(Description description, List<String> findings) {
    this.description = description;
    this.findings = findings;
    this.schemas = new ApiSchemas(description.root());
  }

  void check() {
    for (var operation : description.operations()) {
      content(operation.pointer() + "/requestBody");
      for (int i = 0; i < operation.node().path("parameters").size(); i++)
        single(description.place(operation.pointer() + "/parameters/" + i));
      for (var answer : operation.node().path("responses").properties()) {
        String at = description.place(operation.pointer() + "/responses/" + answer.getKey());
        content(at);
        status(operation + " answer " + answer.getKey(), answer.getKey(), at);
        for (String name : names(description.root().at(at + "/headers")))
          single(description.place(at + "/headers/" + name));
      }
    }
  }

  private void content(String holder) {
    for (String type : names(description.root().at(holder + "/content"))) {
      String at = holder + "/content/" + Description.escaped(type);
      for (String name : names(description.root().at(at + "/examples"))) {
        JsonNode example = description.root().at(description.place(at + "/examples/" + name));
        if (example.path("summary").asText().isBlank())
          findings.add(at + "/examples/" + name + ": no summary");
        fits(at + "/examples/" + name, at + "/schema", example.path("value"));
      }
    }
  }

  /** The one example of a parameter or a header. */
  private void single(String holder) {
    JsonNode example = description.root().at(holder + "/example");
    if (example.isMissingNode()) findings.add(holder + ": no example");
    else fits(holder + "/example", holder + "/schema", example);
  }

  private void fits(String at, String schema, JsonNode value) {
    schemas
        .errors(description.place(schema), value)
        .forEach(error -> findings.add(at + ": " + error));
  }

  private void status(String at, String status, String answer) {
    JsonNode examples =
        description.root().at(answer + "/content/application~1problem+json/examples");
    for (JsonNode each : examples) {
      int shown = description.resolved(each).at("/value/status").asInt();
      boolean fits = status.equals("default") || status.equals(Integer.toString(shown));
      if (!fits) findings.add(at + ": has an example of status " + shown);
    }
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }
}
