package io.ixion.node.edition;

import static io.ixion.node.TenantClient.API;
import static io.ixion.node.edition.FirstEditionAnswers.plain;
import static io.ixion.node.edition.Shown.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.testing.Answer;
import io.ixion.node.Node;
import io.ixion.node.SharedServer;
import io.ixion.node.TenantClient;
import io.ixion.node.edition.FirstEditionAnswers.Recorded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the first edition stored is right: this edition opens it, shows all of it whole, and goes on
 * with it. What had to be answered when it was left is in first-edition/answers.json.
 */
@Timeout(60)
class FirstEditionDatabaseIT {
  private static final Set<String> RETURNS = Set.of("offer-expired", "rescinded", "released");

  @TempDir private static Path directory;
  private static FirstEditionDatabase restored;
  private static Node node;
  private static Shown shown;

  @BeforeAll
  static void open() throws Exception {
    FirstEditionDatabase asLeft = FirstEditionDatabase.asLeft(SharedServer.database(), "as_left");
    restored = asLeft.restored("restored");
    node = asLeft.open(directory);
    shown = Shown.by(node);
  }

  @AfterAll
  static void close() {
    if (node != null) node.close();
  }

  @Test
  void everyOwnerAnswersAsBefore() {
    assertSoftly(softly -> ownersAnswerAsBefore(softly, shown));
  }

  @Test
  void theListsShowTheSameAsTheOwners() {
    assertSoftly(softly -> listsShowTheSame(softly, shown));
  }

  @Test
  void everyHistoryIsWhole() {
    assertSoftly(
        softly -> {
          for (Recorded one : FirstEditionAnswers.interactions()) historyIsWhole(softly, one);
        });
  }

  private static void historyIsWhole(SoftAssertions softly, Recorded one) {
    List<JsonNode> stored = FirstEditionDatabase.events(one.tenant(), one.id());
    JsonNode items = shown.history(one);
    softly.assertThat(items).as(one.story()).hasSize(stored.size() + (one.isOver() ? 1 : 0));
    for (int i = 0; i < Math.min(stored.size(), items.size()); i++)
      softly
          .assertThat(FirstEditionAnswers.event(stored.get(i), items.get(i)))
          .as("%s, event %d", one.story(), i + 1)
          .isEqualTo(FirstEditionAnswers.event(stored.get(i), stored.get(i)));
    if (items.size() > stored.size())
      softly.assertThat(items.get(stored.size()).path("type").asText()).isIn(RETURNS);
  }

  @Test
  void everyAgentIsAsItWas() {
    assertSoftly(softly -> agentsAreAsTheyWere(softly, shown));
  }

  @Test
  void everyQueueIsAsItWas() {
    for (String tenant : FirstEditionAnswers.tenants())
      assertThat(client(tenant).items(API + "/queues"))
          .map(FirstEditionAnswers::queue)
          .containsExactlyInAnyOrderElementsOf(FirstEditionAnswers.queues(tenant).toList());
  }

  @Test
  void onlyWhoLeftBeforeBeingServedIsAbandoned() {
    assertSoftly(softly -> abandonedAreRight(softly, shown));
  }

  @Test
  void aChangeKeepsWhatItDoesNotName() {
    Recorded one = FirstEditionAnswers.interaction("waits; objects four deep beside each other");
    TenantClient client = client(one.tenant());
    Object right =
        plain(
            FirstEditionDatabase.json(
                """
                {"a": {"b": {"c": {"x": [{}]}, "e": 2}, "h": {"i": {"j": [1, 2, 3]}}},
                 "k": {"l": {"m": {"n": {"o": "p"}}}}}
                """));

    Answer answer =
        client.send(
            "PATCH",
            one.path("interactions"),
            "{\"data\": {\"a\": {\"b\": {\"c\": {\"d\": null, \"x\": [{}]}, \"e\": 2}}}}",
            Map.of());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(plain(answer.json().path("data"))).isEqualTo(right);
    assertThat(plain(client.get(one.path("interactions")).json().path("data"))).isEqualTo(right);
    await("the list to follow", () -> row(client, one).path("revision").asLong() == 2);
    assertThat(plain(row(client, one).path("data"))).isEqualTo(right);
  }

  @Test
  void whatWasOfferedIsOfferedAgainWithAllItsData() throws IOException {
    Recorded one = FirstEditionAnswers.interaction("offered");
    TenantClient client = client(one.tenant());
    // from carla, if her offer is not over
    client.post(one.path("interactions") + "/queue", "{\"queue\": \"inbound\"}");
    String zoe = API + "/agents/zoe";
    String profile = "{\"skills\": {\"only.carla\": 1}, \"capacity\": {\"chat\": 100}}";
    assertThat(client.send("PUT", zoe, profile, Map.of()).status()).isEqualTo(201);
    client.post(zoe + "/session", "{\"media\": {\"chat\": \"not-ready\"}}");
    try (var stream =
        new BufferedReader(new InputStreamReader(client.stream("zoe"), StandardCharsets.UTF_8))) {
      client.post(zoe + "/media/chat/ready", "");

      JsonNode offer = notice(stream, "offer", one);
      Answer accepted =
          client.post(API + "/offers/" + offer.path("offerId").asText() + "/accept", "");
      JsonNode assigned = notice(stream, "assigned", one);

      Object data = plain(one.answer().path("data"));
      assertThat(plain(offer.at("/interaction/data"))).isEqualTo(data);
      assertThat(plain(accepted.json().path("data"))).isEqualTo(data);
      assertThat(plain(assigned.at("/interaction/data"))).isEqualTo(data);
    }
  }

  @Test
  void whatWasAskedWithAKeyIsKnownAgain() {
    assertSoftly(
        softly -> {
          for (JsonNode request : FirstEditionAnswers.requests()) {
            Answer again = repeated(request);
            softly.assertThat(again.status()).as("%s %s", request, again.body()).isEqualTo(200);
            softly
                .assertThat(again.header("Idempotent-Replayed"))
                .as(request.toString())
                .hasValue("true");
          }
        });
  }

  @Test
  void aKeyIsNotGoodForAnotherRequest() {
    String data = "\"data\": {\""; // not of an empty one
    assertSoftly(
        softly -> {
          for (JsonNode request : FirstEditionAnswers.requests()) {
            String body = request.path("body").asText();
            if (!body.contains(data)) continue;
            String another = body.replace(data, "\"data\": {\"other\": {}, \"");
            Answer other = sent(request, another, new HashMap<>());
            softly
                .assertThat(other.json().path("code").asText())
                .as(request.toString())
                .isEqualTo("idempotency-key-reused");
          }
        });
  }

  @Test
  void aRestoredDumpShowsTheSame() {
    try (Node other = restored.open(directory)) {
      Shown rebuilt = Shown.by(other);
      assertSoftly(
          softly -> {
            ownersAnswerAsBefore(softly, rebuilt);
            listsShowTheSame(softly, rebuilt);
            agentsAreAsTheyWere(softly, rebuilt);
            abandonedAreRight(softly, rebuilt);
          });
    }
  }

  private static Answer repeated(JsonNode request) {
    var headers = new HashMap<String, String>();
    for (var header : request.path("headers").properties())
      headers.put(header.getKey(), header.getValue().asText());
    return sent(request, request.path("body").asText(), headers);
  }

  private static Answer sent(JsonNode request, String body, Map<String, String> headers) {
    headers.put("Idempotency-Key", request.path("key").asText());
    return client(request.path("tenant").asText())
        .send(request.path("method").asText(), request.path("path").asText(), body, headers);
  }

  private static JsonNode notice(BufferedReader stream, String name, Recorded about)
      throws IOException {
    boolean named = false;
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.startsWith("event: ")) named = line.equals("event: " + name);
      if (!named || !line.startsWith("data: ")) continue;
      JsonNode notice = FirstEditionDatabase.json(line.substring("data: ".length()));
      if (notice.at("/interaction/id").asText().equals(about.id())) return notice;
    }
    throw new AssertionError("the stream ended before it told of " + name);
  }

  private static void ownersAnswerAsBefore(SoftAssertions softly, Shown by) {
    for (Recorded one : FirstEditionAnswers.interactions()) {
      Answer owner = by.owner(one);
      softly.assertThat(owner.status()).as("%s: %s", one.story(), owner.body()).isEqualTo(200);
      if (owner.status() == 200)
        softly
            .assertThat(one.interaction(owner.json()))
            .as(one.story())
            .isEqualTo(one.interaction());
    }
  }

  private static void listsShowTheSame(SoftAssertions softly, Shown by) {
    List<Recorded> all = FirstEditionAnswers.interactions();
    softly.assertThat(by.rows()).isEqualTo(all.size());
    for (Recorded one : all)
      softly.assertThat(one.interaction(by.row(one))).as(one.story()).isEqualTo(one.interaction());
  }

  private static void abandonedAreRight(SoftAssertions softly, Shown by) {
    for (Recorded one : FirstEditionAnswers.interactions())
      for (JsonNode answer : List.of(by.owner(one).json(), by.row(one)))
        if (answer.has("id")) // else it is no interaction, which other tests tell
        softly
              .assertThat(answer.path("abandonedAt").asText())
              .as(one.story())
              .isEqualTo(one.answer().path("abandonedAt").asText());
  }

  private static void agentsAreAsTheyWere(SoftAssertions softly, Shown by) {
    for (Recorded one : FirstEditionAnswers.agents())
      softly
          .assertThat(one.agent(by.agent(one).json()))
          .as("%s, %s", one.id(), one.story())
          .isEqualTo(one.agent());
  }

  private static JsonNode row(TenantClient client, Recorded one) {
    return client.items(API + "/interactions").stream()
        .filter(row -> row.path("id").asText().equals(one.id()))
        .findFirst()
        .orElseThrow();
  }

  private static TenantClient client(String tenant) {
    return new TenantClient(node.uri(), tenant);
  }
}
