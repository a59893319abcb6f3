package io.ixion.node.fuzz;

import static io.ixion.node.fuzz.OddValues.any;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of every shape. */
final class BodyMutations {
  static final List<Mutation> ALL =
      List.of(
          BodyMutations::oddField,
          BodyMutations::oddField,
          BodyMutations::oddField,
          BodyMutations::oddField,
          BodyMutations::oddData,
          BodyMutations::oddData,
          BodyMutations::missing,
          BodyMutations::unknown,
          BodyMutations::duplicate,
          BodyMutations::whole,
          BodyMutations::whole,
          BodyMutations::broken,
          BodyMutations::broken,
          BodyMutations::encoding,
          BodyMutations::huge,
          BodyMutations::framing,
          BodyMutations::framing);
  private static final int ALMOST_ALL = 250_000;
  private static final int LARGE = 5_000;

  private BodyMutations() {}

  private static ObjectNode object(Draft draft) {
    try {
      JsonNode node = ValidRequests.JSON.readTree(draft.body);
      if (node instanceof ObjectNode object) return object;
    } catch (IOException noJson) {
      // it has been changed before
    }
    return ValidRequests.JSON.createObjectNode();
  }

  private static void body(Draft draft, byte[] bytes) {
    draft.body(bytes);
    if (draft.headers.stream().noneMatch(h -> h.name().equalsIgnoreCase("Content-Type")))
      draft.header("Content-Type", "application/json");
  }

  private static void text(Draft draft, String text) {
    body(draft, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String field(ObjectNode object, Dice dice) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() || dice.percent(30) ? any("field", dice) : dice.one(names);
  }

  private static void with(Draft draft, ObjectNode object, String name, String json) {
    object.putRawValue(name, new RawValue(json));
    body(draft, ValidRequests.bytes(object));
  }

  private static void oddField(Draft draft, Dice dice) {
    ObjectNode object = object(draft);
    with(draft, object, field(object, dice), value(dice));
  }

  private static String value(Dice dice) {
    return switch (dice.below(8)) {
      case 0 -> ValidRequests.JSON.getNodeFactory().textNode(any("script", dice)).toString();
      case 1 -> nested(dice.one(1, 8, 15, 16, 17, 31, 32, 33, 40));
      case 2 -> members(dice.one(63, 64, 65, 300), dice.one("1", "\"ready\"", "{}", "101"));
      case 3 -> items(dice.one(64, 65, 300), dice.one("\"g\"", "1", "null"));
      default -> any("json", dice);
    };
  }

  private static String nested(int depth) {
    return "{\"n\":[".repeat(depth / 2) + (depth % 2 == 0 ? "1" : "{}") + "]}".repeat(depth / 2);
  }

  private static String members(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + value)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String items(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> value)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void oddData(Draft draft, Dice dice) {
    ObjectNode object = object(draft);
    ObjectNode data = SchemaValues.data(dice);
    for (int i = dice.from(1, 3); i > 0; i--)
      data.putRawValue(
          any(dice.percent(70) ? "member" : "script", dice), new RawValue(value(dice)));
    object.set("data", data);
    body(draft, ValidRequests.bytes(object));
  }

  private static void missing(Draft draft, Dice dice) {
    ObjectNode object = object(draft);
    object.remove(field(object, dice));
    body(draft, ValidRequests.bytes(object));
  }

  private static void unknown(Draft draft, Dice dice) {
    with(draft, object(draft), any(dice.percent(70) ? "unknown" : "script", dice), value(dice));
  }

  private static void duplicate(Draft draft, Dice dice) {
    ObjectNode object = object(draft);
    String again = "{\"" + field(object, dice) + "\":" + any("json", dice);
    String json = object.toString();
    text(
        draft,
        again + (object.isEmpty() ? "," + again.substring(1) + "}" : "," + json.substring(1)));
  }

  private static void whole(Draft draft, Dice dice) {
    if (dice.percent(20)) draft.body(new byte[0]);
    else text(draft, dice.percent(80) ? any("whole", dice) : value(dice));
  }

  private static void broken(Draft draft, Dice dice) {
    String json = object(draft).toString();
    int at = dice.below(json.length() + 1);
    text(
        draft,
        switch (dice.below(6)) {
          case 0, 1 -> json.substring(0, at);
          case 2 -> json + any("after", dice);
          case 3 -> json.substring(0, at) + any("inside", dice) + json.substring(at);
          case 4 -> any("nearly", dice);
          default -> "[".repeat(dice.one(33, 1_000, 100_000));
        });
  }

  private static void encoding(Draft draft, Dice dice) {
    byte[] json = draft.body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : draft.body;
    String text = new String(json, StandardCharsets.UTF_8);
    switch (dice.below(5)) {
      case 0 -> text(draft, "\uFEFF" + text);
      case 1 -> {
        String name = dice.one("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE");
        body(draft, text.getBytes(Charset.forName(name)));
      }
      case 2 ->
          body(draft, "{\"data\":{\"n\":\"Jos\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1));
      case 3 -> body(draft, dice.bytes(dice.from(1, 300)));
      default -> {
        byte[] bent = Arrays.copyOf(json, json.length);
        int odd = dice.one(0x80, 0xc0, 0xc1, 0xe9, 0xed, 0xf5, 0xff, 0);
        bent[dice.below(bent.length)] = (byte) odd;
        body(draft, bent);
      }
    }
  }

  /** Seldom: each costs what a hundred others do. */
  private static void huge(Draft draft, Dice dice) {
    if (!dice.onceIn(4)) return;
    String item = "[1" + ",1".repeat(39_999) + "]";
    switch (dice.below(6)) {
      case 0 -> text(draft, members(ALMOST_ALL / 12, "1"));
      case 1 -> text(draft, "{\"groups\":" + items(40_000, "\"g\"") + "}");
      case 2 -> text(draft, "{\"queue\":\"" + "q".repeat(ALMOST_ALL) + "\"}");
      case 3 -> {
        int length = dice.one(65_000, 65_536, 70_000, ALMOST_ALL);
        text(draft, "{\"data\":{\"d\":\"" + "d".repeat(length) + "\"}}");
      }
      case 4 -> text(draft, " ".repeat(dice.one(ALMOST_ALL, 262_142, 262_143, 300_000)) + "{}");
      default -> text(draft, "{\"data\":{\"a\":" + item + "}}");
    }
  }

  private static void framing(Draft draft, Dice dice) {
    if (!draft.hasBody) text(draft, "{}");
    draft.chunks = dice.one(List.of(1), List.of(7, 1, 300), List.of(16), List.of(4_096, 1));
    if (draft.body.length > LARGE) draft.chunks = List.of(dice.one(1_000, 65_536));
    if (dice.percent(40))
      draft.trailers = (any("trailer", dice) + "\r\n").repeat(dice.one(1, 1, 2, 70));
    if (dice.percent(10)) draft.header("Trailer", "X");
  }
}
