package io.ixion.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Changes a document in single places, for tests of what looks at it. */
public final class Edit {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;

  public Edit(JsonNode document) {
    this.document = document;
  }

  public JsonNode document() {
    return document;
  }

  /** Puts a value, written with single quotes, in the place of another one or beside it. */
  public void set(String pointer, String value) throws IOException {
    JsonNode node = JSON.readTree(value.replace('\'', '"'));
    JsonNode parent = parent(pointer);
    if (!(parent instanceof ArrayNode list)) ((ObjectNode) parent).set(name(pointer), node);
    else if (Integer.parseInt(name(pointer)) == list.size()) list.add(node);
    else list.set(Integer.parseInt(name(pointer)), node);
  }

  /** Takes away what must be there. */
  public void remove(String pointer) {
    if (((ObjectNode) parent(pointer)).remove(name(pointer)) == null)
      throw new AssertionError("nothing is at " + pointer);
  }

  private JsonNode parent(String pointer) {
    String parent = pointer.substring(0, pointer.lastIndexOf('/'));
    if (document.at(parent).isMissingNode()) throw new AssertionError("nothing is at " + parent);
    return document.at(parent);
  }

  private static String name(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }
}
