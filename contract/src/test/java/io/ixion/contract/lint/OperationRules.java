package io.ixion.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Operations, their parameters and answers say what readers and generators need. */
final class OperationRules {
  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]+([A-Z][a-z]+)+");
  private static final Pattern SUCCESS = Pattern.compile("2\\d\\d");

  private final Description description;
  private final List<String> findings;
  private final Set<String> ids = new HashSet<>();

  OperationRules(Description description, List<String> findings) {
    this.description = description;
    this.findings = findings;
  }

  void check() {
    Set<String> tags = new HashSet<>();
    for (JsonNode tag : description.root().path("tags")) {
      tags.add(tag.path("name").asText());
      if (!says(tag, "description")) find("/tags/" + tag.path("name").asText(), "no description");
    }
    for (var operation : description.operations()) {
      operation(operation.toString(), operation.node(), tags);
      for (JsonNode each : operation.node().path("parameters"))
        parameter(operation.toString(), description.resolved(each));
      answers(operation);
    }
  }

  private void operation(String at, JsonNode operation, Set<String> tags) {
    String id = operation.path("operationId").asText();
    if (!CAMEL_CASE.matcher(id).matches())
      find(at, "the operationId " + id + " is not of two words or more in camelCase");
    if (!ids.add(id)) find(at, "the operationId " + id + " is there twice");
    for (String text : List.of("summary", "description"))
      if (!says(operation, text)) find(at, "no " + text);
    if (operation.path("summary").asText().endsWith(".")) find(at, "a full stop in the summary");
    if (operation.path("tags").size() != 1 || !tags.contains(operation.at("/tags/0").asText()))
      find(at, "not of exactly one of the tags " + tags);
  }

  private void parameter(String operation, JsonNode parameter) {
    String at = operation + " parameter " + parameter.path("name").asText();
    if (!says(parameter, "description")) find(at, "no description");
    if (!parameter.has("example")) find(at, "no example");
    if (!parameter.has("schema")) find(at, "no schema");
  }

  private void answers(Description.Operation operation) {
    boolean succeeds = false;
    for (var status : operation.node().path("responses").properties()) {
      String at = operation + " answer " + status.getKey();
      JsonNode answer = description.resolved(status.getValue());
      if (!says(answer, "description")) find(at, "no description");
      for (var header : answer.path("headers").properties())
        if (!says(description.resolved(header.getValue()), "description"))
          find(at + " header " + header.getKey(), "no description");
      for (var media : answer.path("content").properties())
        if (media.getValue().path("examples").isEmpty())
          find(at + " " + media.getKey(), "no examples");
      if (!SUCCESS.matcher(status.getKey()).matches()) continue;
      succeeds = true;
      if (answer.path("content").isEmpty()) find(at, "no content");
    }
    if (!succeeds) find(operation.toString(), "no answer for success");
  }

  private static boolean says(JsonNode node, String text) {
    return !node.path(text).asText().isBlank();
  }

  private void find(String at, String what) {
    findings.add(at + ": " + what);
  }
}
