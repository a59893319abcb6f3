package io.ixion.contract.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The API's description, and which of its operations a request means. */
public final class ApiDescription {
  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  /** One operation and where it is. */
  public record Operation(String method, String template, JsonNode description) {
    public String id() {
      return description.path("operationId").asText();
    }

    private boolean isAt(String[] path) {
      String[] own = template.split("/", -1);
      if (own.length != path.length) return false;
      for (int i = 0; i < own.length; i++)
        if (isVariable(own[i]) ? path[i].isEmpty() : !own[i].equals(path[i])) return false;
      return true;
    }

    private long variables() {
      return template.chars().filter(c -> c == '{').count();
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{");
    }
  }

  public ApiDescription(JsonNode document) {
    this.document = document;
    for (var path : document.path("paths").properties())
      for (var member : path.getValue().properties())
        if (member.getValue().has("responses"))
          operations.add(
              new Operation(
                  member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue()));
  }

  /** The one that the build made. */
  public static ApiDescription ofThisBuild() {
    try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi.json")) {
      return new ApiDescription(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation with an {@code operationId}. */
  public Operation operation(String id) {
    return operations.stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  /** The operation of a request; HEAD is GET, and a literal step of a path beats a variable. */
  public Optional<Operation> operation(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    String[] steps = path.split("/", -1);
    return operations.stream()
        .filter(operation -> operation.method().equals(asked) && operation.isAt(steps))
        .min(Comparator.comparingLong(Operation::variables));
  }

  /** What a reference stands for, or the node itself. */
  public JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) return node;
    JsonNode target = document.at(node.path("$ref").asText().substring(1));
    if (target.isMissingNode())
      throw new AssertionError("nothing at " + node.path("$ref").asText());
    return resolved(target);
  }
}
