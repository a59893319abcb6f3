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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a request's body into maps and lists and refuses whatever a careful reader would: other
 * encodings than UTF-8, duplicate keys, deep nesting, numbers that cannot be kept, and characters
 * that cannot be stored.
 */
public final class RequestJson {
  public static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int LONGEST_PART = 200;
  private static final String NUMBERS =
      "expected a number of at most "
          + MAX_NUMBER_LENGTH
          + " characters that a double can approximate (4.9e-324 to 1.7e308, or 0)";
  private static final Pattern PARSER_SETTINGS =
      Pattern.compile(": (enable|maybe) .*|, from `[^`]*`", Pattern.DOTALL);
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

  /** The members of the one object that the body must be. */
  public static Map<String, Object> object(byte[] body) {
    if (body.length == 0)
      throw new RefusedRequest(
          ProblemCodes.INVALID_REQUEST, "expected a JSON object; found no body");
    return optional(body)
        .orElseThrow(() -> refused(Place.ROOT, "expected a JSON object; found null"));
  }

  /** The same where a body may be left out: {@code null} is what some clients send for nothing. */
  public static Optional<Map<String, Object>> optional(byte[] body) {
    if (body.length == 0) return Optional.of(Map.of());
    requireUtf8(body);
    try (JsonParser in = FACTORY.createParser(body)) {
      JsonToken first = in.nextToken();
      boolean nothing = first == JsonToken.VALUE_NULL;
      if (first != JsonToken.START_OBJECT && !nothing)
        throw refused(Place.ROOT, "expected a JSON object; found " + kind(first));
      Optional<Map<String, Object>> members =
          nothing ? Optional.empty() : Optional.of(members(in, Place.ROOT));
      if (in.nextToken() != null)
        throw refused(Place.ROOT, "expected one JSON object; found more after it");
      return members;
    } catch (JsonProcessingException broken) {
      var at = broken.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new RefusedRequest(
          ProblemCodes.INVALID_JSON, "expected JSON in UTF-8" + where + "; found: " + said(broken));
    } catch (IOException broken) {
      throw new RefusedRequest(
          ProblemCodes.INVALID_JSON, "expected JSON in UTF-8; found: " + broken.getMessage());
    }
  }

  /** The parser takes characters in longer forms than theirs, which hide them from a filter. */
  private static void requireUtf8(byte[] body) {
    var in = ByteBuffer.wrap(body);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(in);
    } catch (CharacterCodingException broken) {
      throw new RefusedRequest(
          ProblemCodes.INVALID_JSON,
          "expected JSON in UTF-8; found bytes that are none, the first after "
              + in.position()
              + " bytes");
    }
  }

  /** Without what only a user of the parser could switch on. */
  private static String said(JsonProcessingException broken) {
    return PARSER_SETTINGS.matcher(broken.getOriginalMessage()).replaceAll("");
  }

  /** Where the reader is; told as a pointer only when something is wrong there. */
  private record Place(Place parent, String name, int index) {
    static final Place ROOT = new Place(null, "", 0);

    Place member(String key) {
      return new Place(this, key, 0);
    }

    Place item(int number) {
      return new Place(this, null, number);
    }

    /** RFC 6901; parts that are too long to be told anyhow are cut. */
    String pointer() {
      if (parent == null) return "";
      if (name == null) return parent.pointer() + "/" + index;
      String part = name.length() <= LONGEST_PART ? name : name.substring(0, LONGEST_PART);
      return parent.pointer() + "/" + escaped(part);
    }
  }

  private static Map<String, Object> members(JsonParser in, Place at) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      Place here = at.member(name);
      storable(name, here);
      in.nextToken();
      Object value = value(in, here);
      if (members.containsKey(name)) throw refused(here, "expected each key once; found it twice");
      members.put(name, value);
    }
    return members;
  }

  private static List<Object> items(JsonParser in, Place at) throws IOException {
    var items = new ArrayList<Object>();
    while (in.nextToken() != JsonToken.END_ARRAY) items.add(value(in, at.item(items.size())));
    return items;
  }

  private static Object value(JsonParser in, Place at) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> members(in, at);
      case START_ARRAY -> items(in, at);
      case VALUE_STRING -> storable(in.getText(), at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in, at);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null; // VALUE_NULL: a member that is null, not a result of this module
    };
  }

  /**
   * To the last digit, or refused: nothing is rounded here. What a double cannot even approximate
   * would be infinite or nothing to most of those who read it again.
   */
  private static Number number(JsonParser in, Place at) throws IOException {
    if (in.getTextLength() > MAX_NUMBER_LENGTH)
      throw refused(at, NUMBERS + "; found " + in.getTextLength() + " characters");
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) return in.getNumberValue();
    BigDecimal number = decimal(in.getText(), at);
    double near = number.doubleValue();
    if (Double.isInfinite(near) || (near == 0 && number.signum() != 0))
      throw refused(at, NUMBERS + "; found " + in.getText());
    return number;
  }

  private static BigDecimal decimal(String text, Place at) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException exponent) {
      throw refused(at, NUMBERS + "; found " + text);
    }
  }

  private static String storable(String text, Place at) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) throw refused(at, "expected text that can be stored; found U+0000");
      if (!Character.isSurrogate(c)) continue;
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!paired) throw refused(at, "expected Unicode text; found half a surrogate pair");
      i++;
    }
    return text;
  }

  private static String kind(JsonToken token) {
    return token == null ? "nothing" : token.isScalarValue() ? "a single value" : "an array";
  }

  /** A key as a part of an RFC 6901 pointer. */
  public static String escaped(String key) {
    if (key.indexOf('~') < 0 && key.indexOf('/') < 0) return key;
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static RefusedRequest refused(Place at, String detail) {
    return new RefusedRequest(
        Problem.of(
            ProblemCodes.INVALID_JSON,
            detail,
            List.of(new Problem.FieldError(at.pointer(), detail)),
            1));
  }
}
