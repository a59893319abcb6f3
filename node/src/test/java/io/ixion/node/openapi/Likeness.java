package io.ixion.node.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** Takes out of a value what differs from run to run: times, ids, cursors. */
final class Likeness {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> MASKS =
      Map.of(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME",
          "ixn_[0-9a-z]{26}", "INTERACTION",
          "off_[0-9a-z]{26}", "OFFER",
          "\"next\":\"[^\"]+\"", "\"next\":\"CURSOR\"");

  private Likeness() {}

  /** The value as it is in every run; two of them are equal whatever the order of their fields. */
  static JsonNode of(JsonNode value) throws IOException {
    String text = value.toString();
    for (var mask : MASKS.entrySet()) text = text.replaceAll(mask.getKey(), mask.getValue());
    return JSON.readTree(text);
  }
}
