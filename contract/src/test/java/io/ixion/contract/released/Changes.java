package io.ixion.contract.released;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.Description;
import io.ixion.contract.Description.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a description takes away of an earlier one, or narrows: whatever could break a client that
 * was made for the earlier one, or the names that a generator gave it.
 */
final class Changes {
  private final Description before;
  private final Description after;
  private final Set<String> found = new TreeSet<>();
  private final SchemaChanges schemas;

  private Changes(JsonNode before, JsonNode after) {
    this.before = new Description(before);
    this.after = new Description(after);
    this.schemas = new SchemaChanges(this.before, this.after, found);
  }

  /** Each begins with its place, in the order of the alphabet. */
  static List<String> between(JsonNode before, JsonNode after) {
    var changes = new Changes(before, after);
    Map<String, Operation> later = new LinkedHashMap<>();
    changes.after.operations().forEach(each -> later.put(each.toString(), each));
    for (Operation earlier : changes.before.operations()) {
      Operation same = later.get(earlier.toString());
      if (same == null) changes.found.add(earlier + " is gone");
      else changes.operation(earlier, same);
    }
    for (String name : changes.before.components("schemas").keySet())
      if (!changes.after.components("schemas").containsKey(name))
        changes.found.add("the schema " + name + " is gone");
    return List.copyOf(changes.found);
  }

  private void operation(Operation earlier, Operation later) {
    String at = earlier.toString();
    String id = earlier.node().path("operationId").asText();
    String now = later.node().path("operationId").asText();
    if (!id.equals(now)) found.add(at + " operationId " + id + " is now " + now);
    parameters(at, earlier, later);
    body(at, earlier, later);
    for (String status : names(earlier.node().path("responses"))) {
      String here = at + " answer " + status;
      if (!later.node().path("responses").has(status)) found.add(here + " is gone");
      else
        answer(
            here,
            before.place(earlier.pointer() + "/responses/" + status),
            after.place(later.pointer() + "/responses/" + status));
    }
  }

  private void parameters(String at, Operation earlier, Operation later) {
    Map<String, String> known = parameters(before, earlier);
    Map<String, String> now = parameters(after, later);
    known.forEach(
        (name, pointer) -> {
          if (!now.containsKey(name)) found.add(at + " " + name + " is gone");
          else {
            if (isRequired(after, now.get(name)) && !isRequired(before, pointer))
              found.add(at + " " + name + " is required now");
            schemas.asked(at + " " + name, pointer + "/schema", now.get(name) + "/schema");
          }
        });
    now.forEach(
        (name, pointer) -> {
          if (!known.containsKey(name) && isRequired(after, pointer))
            found.add(at + " " + name + " is new and required");
        });
  }

  private static Map<String, String> parameters(Description description, Operation operation) {
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < operation.node().path("parameters").size(); i++) {
      String pointer = description.place(operation.pointer() + "/parameters/" + i);
      JsonNode parameter = description.root().at(pointer);
      parameters.put(
          parameter.path("in").asText() + " " + parameter.path("name").asText(), pointer);
    }
    return parameters;
  }

  private static boolean isRequired(Description description, String pointer) {
    return description.root().at(pointer + "/required").asBoolean(false);
  }

  private void body(String at, Operation earlier, Operation later) {
    String here = at + " body";
    boolean wasThere = earlier.node().has("requestBody");
    if (wasThere && !later.node().has("requestBody")) {
      found.add(here + " is gone");
      return;
    }
    String was = earlier.pointer() + "/requestBody";
    String is = later.pointer() + "/requestBody";
    if (isRequired(after, is) && !isRequired(before, was)) found.add(here + " is required now");
    content(here, was, is, schemas::asked);
  }

  private void answer(String at, String was, String is) {
    for (String header : names(before.root().at(was + "/headers")))
      if (!after.root().at(is + "/headers").has(header))
        found.add(at + " header " + header + " is gone");
    content(at, was, is, schemas::answered);
    for (var notice : notices(before, was).entrySet()) {
      String now = notices(after, is).get(notice.getKey());
      if (now == null) found.add(at + " notice " + notice.getKey() + " is gone");
      else schemas.answered(at + " notice " + notice.getKey(), notice.getValue(), now);
    }
  }

  private void content(String at, String was, String is, SchemaChanges.Comparison comparison) {
    for (String type : names(before.root().at(was + "/content"))) {
      String media = "/content/" + Description.escaped(type);
      if (after.root().at(is + media).isMissingNode()) found.add(at + " " + type + " is gone");
      else comparison.compare(at + " " + type, was + media + "/schema", is + media + "/schema");
    }
  }

  /** The schemas of a stream's notices by their names: a map, or a union that maps them. */
  private static Map<String, String> notices(Description description, String answer) {
    var notices = new LinkedHashMap<String, String>();
    String at = answer + "/content/text~1event-stream/x-ixion-data";
    JsonNode data = description.root().at(at);
    if (data.has("$ref")) {
      String known = description.place(description.place(at) + "/anyOf/0");
      description
          .root()
          .at(known + "/discriminator/mapping")
          .properties()
          .forEach(each -> notices.put(each.getKey(), each.getValue().asText().substring(1)));
    } else for (String name : names(data)) notices.put(name, at + "/" + name);
    return notices;
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
