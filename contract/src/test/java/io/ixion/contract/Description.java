package io.ixion.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** An OpenAPI document with the few questions that its rules ask. */
public final class Description {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
  private static final String SCHEMAS = "/components/schemas/";

  private final JsonNode root;

  /** One operation and where it is. */
  public record Operation(String path, String method, JsonNode node) {
    public String pointer() {
      return "/paths/" + escaped(path) + "/" + method;
    }

    @Override
    public String toString() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  public Description(JsonNode root) {
    this.root = root;
  }

  public JsonNode root() {
    return root;
  }

  public List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : root.path("paths").properties())
      for (var method : path.getValue().properties())
        if (METHODS.contains(method.getKey()))
          operations.add(new Operation(path.getKey(), method.getKey(), method.getValue()));
    return operations;
  }

  /** What is under a name of components. */
  public Map<String, JsonNode> components(String kind) {
    var components = new LinkedHashMap<String, JsonNode>();
    root.path("components")
        .path(kind)
        .properties()
        .forEach(each -> components.put(each.getKey(), each.getValue()));
    return components;
  }

  /** What a reference stands for, or the node itself. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(root.at(pointer(node.path("$ref").asText()))) : node;
  }

  /** The place of a node, or of what it refers to. */
  public String place(String pointer) {
    JsonNode node = root.at(pointer);
    return node.has("$ref") ? place(pointer(node.path("$ref").asText())) : pointer;
  }

  private static String pointer(String reference) {
    return reference.substring(1);
  }

  public static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** Every node and its pointer, from the outside to the inside; examples' values aside. */
  public void each(BiConsumer<String, JsonNode> visitor) {
    each("", root, visitor);
  }

  private static void each(String at, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(at, node);
    if (node.isArray())
      for (int i = 0; i < node.size(); i++) each(at + "/" + i, node.get(i), visitor);
    for (var member : node.properties())
      if (!member.getKey().equals("value"))
        each(at + "/" + escaped(member.getKey()), member.getValue(), visitor);
  }

  /** The pointers of the schemas that answers are made of, those in other schemas included. */
  public Set<String> answerSchemas() {
    var found = new TreeSet<String>();
    for (Operation operation : operations())
      operation
          .node()
          .path("responses")
          .fieldNames()
          .forEachRemaining(
              status -> content(place(operation.pointer() + "/responses/" + status), found));
    return found;
  }

  /** The pointers of the schemas that bodies of requests are made of, and those of parameters. */
  public Set<String> requestSchemas() {
    var found = new TreeSet<String>();
    for (Operation operation : operations()) {
      content(operation.pointer() + "/requestBody", found);
      for (int i = 0; i < operation.node().path("parameters").size(); i++)
        collect(place(operation.pointer() + "/parameters/" + i) + "/schema", found);
    }
    return found;
  }

  private void content(String holder, Set<String> found) {
    for (var media : root.at(holder + "/content").properties()) {
      String at = holder + "/content/" + escaped(media.getKey());
      collect(at + "/schema", found);
      if (media.getValue().has("x-ixion-data")) collect(at + "/x-ixion-data", found);
    }
  }

  private void collect(String unresolved, Set<String> found) {
    String at = place(unresolved);
    JsonNode schema = root.at(at);
    if (schema.isMissingNode() || !found.add(at)) return;
    for (String list : List.of("oneOf", "anyOf", "allOf"))
      for (int i = 0; i < schema.path(list).size(); i++) collect(at + "/" + list + "/" + i, found);
    for (String one : List.of("items", "additionalProperties", "propertyNames"))
      if (schema.path(one).isObject()) collect(at + "/" + one, found);
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(name -> collect(at + "/properties/" + escaped(name), found));
  }

  /** Whether a schema has a name of its own. */
  public static boolean isNamed(String pointer) {
    return pointer.startsWith(SCHEMAS) && pointer.indexOf('/', SCHEMAS.length()) < 0;
  }
}
