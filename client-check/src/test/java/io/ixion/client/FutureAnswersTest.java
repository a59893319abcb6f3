package io.ixion.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.client.model.Interaction;
import io.ixion.client.model.InteractionEvent;
import io.ixion.client.model.OtherEvent;
import io.ixion.client.model.OtherNotice;
import io.ixion.client.model.Problem;
import io.ixion.client.model.RecordedEvent;
import io.ixion.client.model.StreamNotice;
import io.ixion.contract.testing.ApiDescription;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a client that was generated today makes of the answers of a later version: nothing fails,
 * and all that it knows is there.
 */
class FutureAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMAS = "#/components/schemas/";

  private final ApiDescription api = ApiDescription.ofThisBuild();
  private final FutureAnswer future = new FutureAnswer(api);

  /** One value and the name of its schema. */
  private record Example(String schema, JsonNode value) {}

  @TestFactory
  Stream<DynamicTest> everyAnswerOfEveryOperation() {
    return Stream.of(GeneratedClient.values())
        .flatMap(
            client ->
                examples().stream()
                    .map(Example::schema)
                    .distinct()
                    .map(schema -> everyAnswer(client, schema)));
  }

  private DynamicTest everyAnswer(GeneratedClient client, String schema) {
    return DynamicTest.dynamicTest(
        client + " " + schema,
        () -> {
          for (Example example : examples())
            if (example.schema().equals(schema)) reads(client, example);
        });
  }

  private void reads(GeneratedClient client, Example example) throws Exception {
    JsonNode now = example.value();
    JsonNode reference = JSON.createObjectNode().put("$ref", SCHEMAS + example.schema());
    JsonNode later = future.of(reference, now);
    assertThat(later).isNotEqualTo(now);
    for (JsonNode answer : List.of(now, later)) {
      JsonNode understood = client.understood(answer, example.schema());
      assertThat(holds(understood, future.known(reference, answer)))
          .as("understood %s of %s", understood, answer)
          .isTrue();
    }
  }

  /**
   * Whether all is there: clients add empty lists, leave out nulls and write times as they like.
   */
  private static boolean holds(JsonNode understood, JsonNode answer) {
    if (answer.isArray())
      return understood.size() == answer.size()
          && IntStream.range(0, answer.size())
              .allMatch(i -> holds(understood.path(i), answer.path(i)));
    if (answer.isObject())
      return answer.properties().stream()
          .allMatch(field -> holds(understood.path(field.getKey()), field.getValue()));
    if (answer.isNumber())
      return understood.isNumber() && understood.asDouble() == answer.asDouble();
    if (answer.isNull()) return understood.isMissingNode() || understood.isNull();
    return understood.equals(answer) || sameInstant(understood.asText(), answer.asText());
  }

  private static boolean sameInstant(String understood, String answer) {
    try {
      return Instant.parse(understood).equals(Instant.parse(answer));
    } catch (DateTimeParseException noTime) {
      return false;
    }
  }

  private Set<Example> examples() {
    var examples = new LinkedHashSet<Example>();
    for (var operation : api.operations())
      for (var response : operation.description().path("responses").properties())
        for (var content : api.resolved(response.getValue()).path("content").properties()) {
          String schema = content.getValue().at("/schema/$ref").asText();
          if (!content.getKey().endsWith("json") || schema.isEmpty()) continue;
          for (JsonNode example : content.getValue().path("examples"))
            examples.add(
                new Example(
                    schema.substring(SCHEMAS.length()), api.resolved(example).path("value")));
        }
    return examples;
  }

  @Test
  void theExamplesHoldEverySchemaOfAnAnswer() {
    var shown = new TreeSet<String>();
    examples().forEach(example -> shown.add(example.schema()));
    assertThat(shown)
        .contains(
            "Agent",
            "Interaction",
            "InteractionList",
            "InteractionEventList",
            "Live",
            "Problem",
            "Queue",
            "QueueList",
            "QueueStatus",
            "Ready");
  }

  private JsonNode example(String schema) {
    return examples().stream()
        .filter(example -> example.schema().equals(schema))
        .findFirst()
        .orElseThrow()
        .value()
        .deepCopy();
  }

  private static ObjectNode json(String text) throws Exception {
    return (ObjectNode) JSON.readTree(text);
  }

  @Test
  void anEventOfANewTypeIsSomethingElseAndThoseAroundItAreRead() throws Exception {
    JsonNode page = example("InteractionEventList");
    JsonNode first = page.at("/items/0");
    JsonNode added =
        json(
            """
            {"revision": 9007199254740993, "type": "transferred",
             "at": "2031-01-01T00:00:00.000Z", "to": {"tenant": "other"}}
            """);
    ((ObjectNode) page).putArray("items").add(first).add(added).add(first);

    var list =
        (io.ixion.client.model.InteractionEventList)
            GeneratedClient.NATIVE.read(page, "InteractionEventList");
    List<RecordedEvent> items = list.getItems();
    assertThat(items.get(0).getActualInstance()).isInstanceOf(InteractionEvent.class);
    assertThat(items.get(2)).isEqualTo(items.get(0));
    var other = (OtherEvent) items.get(1).getActualInstance();
    assertThat(other.getType()).isEqualTo("transferred");
    assertThat(other.getRevision()).isEqualTo(9007199254740993L);
    assertThat(other.getAdditionalProperty("to")).hasToString("{tenant=other}");

    var same =
        (io.ixion.gson.model.InteractionEventList)
            GeneratedClient.OKHTTP_GSON.read(page, "InteractionEventList");
    assertThat(same.getItems().get(1).getActualInstance())
        .isInstanceOfSatisfying(
            io.ixion.gson.model.OtherEvent.class,
            event -> assertThat(event.getType()).isEqualTo("transferred"));
  }

  @Test
  void aNoticeOfANewTypeIsSomethingElse() throws Exception {
    JsonNode notice = json("{\"type\": \"supervisor-listens\", \"who\": \"bob\"}");
    var read = (StreamNotice) GeneratedClient.NATIVE.read(notice, "StreamNotice");
    assertThat(((OtherNotice) read.getActualInstance()).getType()).isEqualTo("supervisor-listens");
    var same =
        (io.ixion.gson.model.StreamNotice) GeneratedClient.OKHTTP_GSON.read(notice, "StreamNotice");
    assertThat(same.getActualInstance()).isInstanceOf(io.ixion.gson.model.OtherNotice.class);
  }

  @Test
  void aNewStateAndANewCodeAreStrings() throws Exception {
    JsonNode interaction = example("Interaction");
    ((ObjectNode) interaction).put("state", "in-workbin");
    var read = (Interaction) GeneratedClient.NATIVE.read(interaction, "Interaction");
    assertThat(read.getState()).isEqualTo("in-workbin");
    JsonNode problem = example("Problem");
    ((ObjectNode) problem).put("code", "quota-reached");
    var refusal = (Problem) GeneratedClient.NATIVE.read(problem, "Problem");
    assertThat(refusal.getCode()).isEqualTo("quota-reached");
  }
}
