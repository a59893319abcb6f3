package io.ixion.node.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.contract.testing.OpenApi;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes requests as the API's description allows them. */
final class ValidRequests {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFAULT_TENANT = "default";

  private final OpenApi api;
  private final SchemaValues values;
  private final List<OpenApi.Operation> operations;

  ValidRequests(OpenApi api) {
    this.api = api;
    this.values = new SchemaValues(api);
    this.operations = List.copyOf(api.operations().values());
  }

  List<OpenApi.Operation> operations() {
    return operations;
  }

  /** Any operation; those that change something twice as often. */
  Draft draw(Cast cast, Dice dice) {
    OpenApi.Operation operation = dice.one(operations);
    if (operation.method().equals("GET") && dice.percent(50)) operation = dice.one(operations);
    return of(operation, cast, dice);
  }

  private Draft of(OpenApi.Operation operation, Cast cast, Dice dice) {
    var draft = new Draft(operation.method(), operation.template(), cast);
    draft.header("Host", "localhost");
    for (int i = 1; i < draft.segments.size(); i++)
      if (draft.segments.get(i).startsWith("{"))
        draft.segments.set(i, cast.any(draft.segments.get(i - 1), dice));
    for (JsonNode each : operation.description().path("parameters"))
      parameter(draft, api.resolved(each), dice);
    JsonNode content = operation.description().at("/requestBody/content");
    boolean required = operation.description().at("/requestBody/required").asBoolean(false);
    if (content.size() > 0 && (required || dice.percent(60))) body(draft, content, dice);
    else if (!operation.method().equals("GET") && dice.percent(80)) draft.body(new byte[0]);
    return draft;
  }

  private void parameter(Draft draft, JsonNode parameter, Dice dice) {
    String name = parameter.path("name").asText();
    switch (parameter.path("in").asText()) {
      case "header" -> header(draft, name, parameter, dice);
      case "query" -> {
        if (dice.percent(30))
          draft.query.add(
              name
                  + "="
                  + URLEncoder.encode(
                      values.valid(parameter.path("schema"), name, draft.cast, dice).asText(),
                      StandardCharsets.UTF_8));
      }
      default -> {} // of the path: it is there
    }
  }

  private void header(Draft draft, String name, JsonNode parameter, Dice dice) {
    switch (name) {
      case "Ixion-Tenant" -> {
        if (!draft.cast.tenant().equals(DEFAULT_TENANT) || dice.percent(20))
          draft.header(name, draft.cast.tenant());
      }
      case "Idempotency-Key" -> {
        if (dice.percent(40)) draft.header(name, key(dice));
      }
      case "If-Match" -> {
        if (dice.percent(15)) draft.header(name, dice.one("*", tag(dice)));
      }
      case "If-None-Match" -> {
        if (dice.percent(30)) draft.header(name, tag(dice));
      }
      case "Last-Event-ID" -> {
        if (dice.percent(30)) draft.header(name, dice.below(3) + "-" + dice.below(9));
      }
      default -> {
        if (dice.percent(25))
          draft.header(
              name, values.valid(parameter.path("schema"), name, draft.cast, dice).asText());
      }
    }
  }

  private static String key(Dice dice) {
    return dice.percent(30) ? "\"k-" + dice.below(9) + "\"" : "key-" + dice.below(1 << 30);
  }

  private static String tag(Dice dice) {
    return "\"r" + dice.from(1, 5) + "\"";
  }

  private void body(Draft draft, JsonNode content, Dice dice) {
    var types = new ArrayList<String>();
    content.fieldNames().forEachRemaining(types::add);
    String type = dice.one(types);
    draft.header("Content-Type", type + dice.one("", "", "; charset=utf-8"));
    JsonNode examples = content.path(type).path("examples");
    JsonNode value =
        examples.size() > 0 && dice.percent(20)
            ? api.resolved(dice.one(List.copyOf(examples.properties())).getValue()).path("value")
            : values.valid(content.path(type).path("schema"), "", draft.cast, dice);
    draft.body(bytes(value));
    if (dice.percent(10)) draft.chunks = List.of(dice.from(1, 4_000));
  }

  static byte[] bytes(JsonNode value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
