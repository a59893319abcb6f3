package io.ixion.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.ixion.http.problem.Problem;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a request's body into maps and lists and refuses whatever a careful reader would: other
 * encodings than UTF-8, duplicate keys, deep nesting, numbers that cannot be kept, and characters
 * that cannot be stored.
 */
public final class RequestJson {
  public static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final String NUMBERS =
      "expected a number of at most "
          + MAX_NUMBER_LENGTH
          + " characters that a double can approximate (4.9e-324 to 1.7e308, or 0)";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE) // looked at below, where the place is known
                  .build())
          .build();

  private RequestJson() {}

  /** The members of the one object that the body must be; an empty body is an empty object. */
  public static Map<String, Object> object(byte[] body) {
    return optional(body).orElseThrow(() -> refused("", "expected a JSON object; found null"));
  }

  /** The same where a body may be left out: {@code null} is what some clients send for nothing. */
  public static Optional<Map<String, Object>> optional(byte[] body) {
    if (body.length == 0) return Optional.of(Map.of());
    try (JsonParser in = FACTORY.createParser(body)) {
      JsonToken first = in.nextToken();
      boolean nothing = first == JsonToken.VALUE_NULL;
      if (first != JsonToken.START_OBJECT && !nothing)
        throw refused("", "expected a JSON object; found " + kind(first));
      Optional<Map<String, Object>> members =
          nothing ? Optional.empty() : Optional.of(members(in, ""));
      if (in.nextToken() != null)
        throw refused("", "expected one JSON object; found more after it");
      return members;
    } catch (JsonProcessingException broken) {
      var at = broken.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new RefusedRequest(
          ProblemCodes.INVALID_JSON,
          "expected JSON in UTF-8" + where + "; found: " + broken.getOriginalMessage());
    } catch (IOException broken) {
      throw new RefusedRequest(
          ProblemCodes.INVALID_JSON, "expected JSON in UTF-8; found: " + broken.getMessage());
    }
  }

  private static Map<String, Object> members(JsonParser in, String pointer) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      String here = pointer + "/" + escaped(name);
      storable(name, here);
      in.nextToken();
      Object value = value(in, here);
      if (members.containsKey(name)) throw refused(here, "expected each key once; found it twice");
      members.put(name, value);
    }
    return members;
  }

  private static List<Object> items(JsonParser in, String pointer) throws IOException {
    var items = new ArrayList<Object>();
    while (in.nextToken() != JsonToken.END_ARRAY)
      items.add(value(in, pointer + "/" + items.size()));
    return items;
  }

  private static Object value(JsonParser in, String pointer) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT:
        return members(in, pointer);
      case START_ARRAY:
        return items(in, pointer);
      case VALUE_STRING:
        return storable(in.getText(), pointer);
      case VALUE_NUMBER_INT:
      case VALUE_NUMBER_FLOAT:
        return number(in, pointer);
      case VALUE_TRUE:
        return Boolean.TRUE;
      case VALUE_FALSE:
        return Boolean.FALSE;
      default:
        return null; // VALUE_NULL: a member that is null, not a result of this module
    }
  }

  /**
   * To the last digit, or refused: nothing is rounded here. What a double cannot even approximate
   * would be infinite or nothing to most of those who read it again.
   */
  private static Number number(JsonParser in, String pointer) throws IOException {
    if (in.getTextLength() > MAX_NUMBER_LENGTH)
      throw refused(pointer, NUMBERS + "; found " + in.getTextLength() + " characters");
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) return in.getNumberValue();
    BigDecimal number = decimal(in.getText(), pointer);
    double near = number.doubleValue();
    if (Double.isInfinite(near) || (near == 0 && number.signum() != 0))
      throw refused(pointer, NUMBERS + "; found " + in.getText());
    return number;
  }

  private static BigDecimal decimal(String text, String pointer) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException exponent) {
      throw refused(pointer, NUMBERS + "; found " + text);
    }
  }

  private static String storable(String text, String pointer) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) throw refused(pointer, "expected text that can be stored; found U+0000");
      if (!Character.isSurrogate(c)) continue;
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!paired) throw refused(pointer, "expected Unicode text; found half a surrogate pair");
      i++;
    }
    return text;
  }

  private static String kind(JsonToken token) {
    return token == null ? "nothing" : token.isScalarValue() ? "a single value" : "an array";
  }

  /** A key as a part of an RFC 6901 pointer. */
  static String escaped(String key) {
    if (key.indexOf('~') < 0 && key.indexOf('/') < 0) return key;
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static RefusedRequest refused(String pointer, String detail) {
    return new RefusedRequest(
        Problem.of(
            ProblemCodes.INVALID_JSON,
            detail,
            List.of(new Problem.FieldError(pointer, detail)),
            1));
  }
}
