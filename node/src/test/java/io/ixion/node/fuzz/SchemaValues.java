package io.ixion.node.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.contract.testing.OpenApi;
import java.util.List;
import java.util.stream.IntStream;

/** Values that fit the schemas of the API's description, made of what there is. */
final class SchemaValues {
  private static final List<String> INSTANTS =
      List.of(
          "2026-11-23T10:59:00.000Z",
          "2026-11-23T10:59:00+01:00",
          "2026-11-23t10:59:00.123456789z",
          "1900-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999Z");
  private static final List<String> DURATIONS =
      List.of("PT0S", "PT1M30S", "PT24H", "P366D", "P1DT2H", "PT0.023S", "PT0.0004S", "PT1H1S");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ALL_OF_THEM = "data";
  private static final int BIG = 50_000;

  private final OpenApi api;

  SchemaValues(OpenApi api) {
    this.api = api;
  }

  JsonNode valid(JsonNode unresolved, String name, Cast cast, Dice dice) {
    JsonNode schema = api.resolved(unresolved);
    if (name.equals(ALL_OF_THEM)) return data(dice);
    if (schema.has("enum")) return schema.path("enum").get(dice.below(schema.path("enum").size()));
    return switch (schema.path("type").asText("object")) {
      case "boolean" -> JSON.booleanNode(dice.percent(50));
      case "integer", "number" -> JSON.numberNode(number(schema, dice));
      case "string" -> JSON.textNode(text(schema, name, cast, dice));
      case "array" -> array(schema, name, cast, dice);
      default -> object(schema, name, cast, dice);
    };
  }

  private static int number(JsonNode schema, Dice dice) {
    int least = schema.path("minimum").asInt(0);
    int most = schema.path("maximum").asInt(100);
    return dice.one(least, most, dice.from(least, most));
  }

  private static String text(JsonNode schema, String name, Cast cast, Dice dice) {
    switch (name) {
      case "queue":
        return dice.one(cast.queues());
      case "mediaType":
        return dice.one(Cast.MEDIA);
      case "agent", "Ixion-Agent":
        return dice.one(cast.agents());
      case "parentId":
        return dice.one(cast.interactions());
      case "waitCredit":
        return dice.one(DURATIONS);
      case "cursor":
        return dice.one(cast.cursors());
      default:
        break;
    }
    return switch (schema.path("format").asText("")) {
      case "date-time" -> dice.one(INSTANTS);
      default -> schema.has("pattern") ? "n" + dice.below(100) : free(schema, dice);
    };
  }

  private static String free(JsonNode schema, Dice dice) {
    int most = Math.min(256, schema.path("maxLength").asInt(32));
    return dice.one("x", "Inbound", "Grüße 🙂", "m".repeat(most));
  }

  private JsonNode array(JsonNode schema, String name, Cast cast, Dice dice) {
    var array = JSON.arrayNode();
    for (int i = dice.below(4); i > 0; i--)
      array.add(valid(schema.path("items"), name, cast, dice).asText() + i);
    return array;
  }

  private JsonNode object(JsonNode schema, String name, Cast cast, Dice dice) {
    ObjectNode object = JSON.objectNode();
    List<String> required =
        IntStream.range(0, schema.path("required").size())
            .mapToObj(i -> schema.path("required").get(i).asText())
            .toList();
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> {
              String member = each.getKey();
              if (required.contains(member) || dice.percent(35))
                object.set(member, valid(each.getValue(), member, cast, dice));
            });
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject())
      for (int i = dice.below(3); i > 0; i--)
        object.set(
            name.equals("skills") ? dice.one("german", "english") : dice.one(Cast.MEDIA),
            valid(others, "", cast, dice));
    return object;
  }

  /** Attached data: any object, nested at most 16 deep. */
  static ObjectNode data(Dice dice) {
    ObjectNode data = JSON.objectNode();
    if (dice.onceIn(20)) data.put("long", "x".repeat(dice.below(BIG)));
    if (dice.onceIn(20)) data.set("deep", nested(dice.from(1, 14)));
    for (int i = dice.below(4); i > 0; i--)
      data.set(key(dice), dice.percent(30) ? data(dice) : scalar(dice));
    return data;
  }

  private static String key(Dice dice) {
    return dice.percent(60)
        ? dice.one("customer", "note", "handling-timeout", "lines", "k" + dice.below(50))
        : OddValues.any("script", dice);
  }

  private static JsonNode nested(int depth) {
    JsonNode node = JSON.numberNode(1);
    for (int i = 0; i < depth; i++)
      node = i % 2 == 0 ? JSON.objectNode().set("n", node) : JSON.arrayNode().add(node);
    return node;
  }

  private static JsonNode scalar(Dice dice) {
    return switch (dice.below(7)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(true);
      case 2 -> JSON.numberNode(dice.one(0L, -1L, 9_007_199_254_740_993L, Long.MIN_VALUE));
      case 3 ->
          JSON.numberNode(
              new java.math.BigDecimal(dice.one("12345678901234567.89", "1E+300", "-0.10")));
      case 4 -> JSON.arrayNode().add(1).addNull().add("two");
      case 5 -> JSON.textNode("PT" + dice.below(100) + "S");
      default -> JSON.textNode(OddValues.any("script", dice));
    };
  }
}
