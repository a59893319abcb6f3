package io.ixion.contract.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The API's description as tests go through it: its operations, and what each one gives. */
public final class OpenApi {
  /** Fields of events that are not described any more, and are sent for one release more. */
  private static final List<String> WITHDRAWN = List.of("attempt", "fingerprint");

  public final JsonNode document = ApiDescription.ofThisBuild().document();
  public final AnswerValidator answers = new AnswerValidator(ApiDescription.ofThisBuild());

  /** One operation and where it is. */
  public record Operation(String method, String template, JsonNode description) {
    public String id() {
      return description.path("operationId").asText();
    }

    String pointer() {
      String path = template.replace("~", "~0").replace("/", "~1");
      return "/paths/" + path + "/" + method.toLowerCase(Locale.ROOT);
    }
  }

  public Map<String, Operation> operations() {
    var operations = new TreeMap<String, Operation>();
    for (var path : document.path("paths").properties())
      for (var method : path.getValue().properties()) {
        var operation =
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue());
        operations.put(operation.id(), operation);
      }
    return operations;
  }

  /** What a reference stands for, or the node itself. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(place(node)) : node;
  }

  private String place(JsonNode node) {
    String pointer = node.path("$ref").asText().substring(1);
    JsonNode target = document.at(pointer);
    return target.has("$ref") ? place(target) : pointer;
  }

  private String place(String pointer) {
    JsonNode node = document.at(pointer);
    return node.has("$ref") ? place(node) : pointer;
  }

  /** The place of an operation's answer with this status. */
  public String answer(Operation operation, int status) {
    String answer = operation.pointer() + "/responses/" + status;
    if (document.at(answer).isMissingNode())
      throw new AssertionError(operation.id() + " does not describe its answer " + status);
    return place(answer);
  }

  /** The place of what an operation's answer with this status holds, whatever its type. */
  public String content(Operation operation, int status) {
    String content = answer(operation, status) + "/content";
    return document.at(content).properties().stream()
        .map(type -> content + "/" + type.getKey().replace("/", "~1"))
        .findFirst()
        .orElse(content);
  }

  /** The value without the fields that are not described any more. */
  public static JsonNode described(JsonNode value) {
    JsonNode described = value.deepCopy();
    for (JsonNode item : described.path("items"))
      if (item.has("type") && item.has("at")) ((ObjectNode) item).remove(WITHDRAWN);
    return described;
  }
}
