package io.ixion.http.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.NotStorable;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.engine.reporting.RecordedEvent;
import io.ixion.http.StubEngine;
import io.ixion.http.TestApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InteractionRoutesTest {
  private static final String ALL = "/api/v1/interactions";
  private static final String ONE = ALL + "/" + StubEngine.ID;
  private TestApi api;

  @BeforeEach
  void start() {
    api = new TestApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private <T> T asked(Class<T> type) {
    for (StubEngine.Asked question = api.engine.asked.poll();
        question != null;
        question = api.engine.asked.poll())
      if (type.isInstance(question.what())) return type.cast(question.what());
    throw new AssertionError("no " + type.getSimpleName() + " was asked for");
  }

  @Test
  void createsAndDescribesWhatItCreated() {
    var answer =
        api.post(
            ALL,
            """
            {"queue":"billing","mediaType":"email","externalId":"ext-1","type":"Inbound",
             "isOnline":true,"priority":7,"waitCredit":"PT90S","skills":{"german":3},
             "receivedAt":"2026-11-23T11:00:00+01:00",
             "data":{"a":{"b":[1,2.5,null,"x"]},"gone":null}}
            """);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("ETag")).isEqualTo("\"r3\"");
    assertThat(answer.header("Location")).isEqualTo(answer.json().at("/links/self").asText());
    var submit = asked(InteractionCommand.Submit.class);
    assertThat(submit.submission().data().values().keySet()).containsExactly("a");
    assertThat(submit.submission().waitCredit()).isEqualTo(Duration.ofSeconds(90));
    assertThat(submit.submission().receivedAt()).hasToString("Optional[2026-11-23T10:00:00Z]");
    JsonNode json = answer.json();
    assertThat(json.path("state").asText()).isEqualTo("queued");
    assertThat(json.path("submittedAt").asText()).isEqualTo("2026-11-23T10:00:00.123Z");
    assertThat(json.path("waitCredit").asText()).isEqualTo("PT1M30S");
    assertThat(json.path("skills").path("german").asInt()).isEqualTo(3);
    assertThat(json.has("subtype")).isFalse();
  }

  @Test
  void derivesTheIdFromTheKeyAndTheTenant() {
    String body = "{\"queue\":\"q\",\"mediaType\":\"chat\",\"priority\":1}";
    String sameBody = "{\"priority\":1, \"mediaType\":\"chat\",\"queue\":\"q\"}";
    api.post(ALL, body, "Idempotency-Key", "\"k-1\"");
    var first = api.engine.asked.poll();
    api.post(ALL, sameBody, "Idempotency-Key", "k-1");
    var second = api.engine.asked.poll();
    api.post(ALL, body, "Idempotency-Key", "k-1", "Ixion-Tenant", "other");
    var elsewhere = api.engine.asked.poll();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.what()).isEqualTo(first.what());
    assertThat(elsewhere.id()).isNotEqualTo(first.id());
    assertThat(elsewhere.tenant()).isEqualTo(new TenantId("other"));
  }

  @Test
  void tellsAReplay() {
    api.engine.interaction = (id, command) -> StubEngine.done(StubEngine.interaction(id), true);
    var answer = api.post(ALL, "{\"queue\":\"q\",\"mediaType\":\"chat\"}", "Idempotency-Key", "k");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void refusesAQueueThatNobodyCreated() {
    api.engine.queueKnown = false;
    var answer = api.post(ALL, "{\"queue\":\"q\",\"mediaType\":\"chat\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("unknown-queue");
    assertThat(answer.json().path("detail").asText()).contains("PUT /api/v1/queues/q");
  }

  @Test
  void tellsEverythingThatIsWrongWithABody() {
    var answer =
        api.post(
            ALL, "{\"queue\":7,\"priority\":-1,\"skills\":{\"a/b\":\"x\"},\"colour\":\"red\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo("invalid-request");
    assertThat(answer.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/queue", "/mediaType", "/priority", "/skills/a~1b", "/colour");
  }

  @Test
  void tellsAValueOutsideItsRangeApartFromAWrongForm() {
    var answer = api.post(ALL, "{\"queue\":\"q\",\"mediaType\":\"chat\",\"waitCredit\":\"-PT1S\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("invalid-value");
  }

  @Test
  void servesConditionalReads() {
    assertThat(api.get(ONE).header("ETag")).isEqualTo("\"r3\"");
    assertThat(api.get(ONE, "If-None-Match", "\"r2\", W/\"r3\"").status()).isEqualTo(304);
    assertThat(api.get(ONE, "If-None-Match", "\"r2\"").status()).isEqualTo(200);
    api.engine.found = id -> Optional.empty();
    assertThat(api.get(ONE).code()).isEqualTo("not-found");
  }

  @Test
  void mergesDataUnderACondition() {
    var answer =
        api.withBody(
            "PATCH",
            ONE,
            "{\"data\":{\"a\":null}}",
            "If-Match",
            "\"r3\"",
            "Ixion-Agent",
            "ann",
            "Content-Type",
            "application/merge-patch+json");
    assertThat(answer.status()).isEqualTo(200);
    var change = asked(InteractionCommand.ChangeData.class);
    assertThat(api.engine.conditions.poll()).isEqualTo(Condition.of(3));
    assertThat(change.by()).isEqualTo(Originator.agent(new AgentId("ann")));
    assertThat(change.patch().values()).containsEntry("a", null);
    assertThat(api.withBody("PATCH", ONE, "{\"data\":{}}", "If-Match", "r3").code())
        .isEqualTo("invalid-header");
  }

  @Test
  void namesTheAttemptOfAnActionByItsKey() {
    api.post(ONE + "/hold", "", "Idempotency-Key", "k");
    var hold = asked(InteractionCommand.Hold.class);
    api.post(ONE + "/hold", "", "Idempotency-Key", "k");
    assertThat(asked(InteractionCommand.Hold.class)).isEqualTo(hold);
    api.post(ONE + "/hold", "{\"reason\":\"r\"}", "Idempotency-Key", "k");
    assertThat(asked(InteractionCommand.Hold.class).attempt().reusesKeyOf(hold.attempt())).isTrue();
    api.post(ONE + "/resume", "", "Idempotency-Key", "k");
    assertThat(asked(InteractionCommand.Resume.class).attempt().reusesKeyOf(hold.attempt()))
        .isFalse();
    api.post(ONE + "/offline", "");
    var offline = asked(InteractionCommand.GoOffline.class);
    api.post(ONE + "/offline", "");
    assertThat(asked(InteractionCommand.GoOffline.class)).isNotEqualTo(offline);
  }

  @Test
  void placesAndStops() {
    api.post(
        ONE + "/queue", "{\"queue\":\"q2\",\"hold\":true,\"reason\":\"r\"}", "Ixion-Agent", "ann");
    var place = asked(InteractionCommand.PlaceInQueue.class);
    assertThat(place.held()).isTrue();
    assertThat(place.queue()).hasToString("q2");
    assertThat(api.post(ONE + "/stop", "{\"reason\":\"done\"}").status()).isEqualTo(200);
    assertThat(asked(InteractionCommand.Stop.class).reason()).contains("done");
    assertThat(api.post(ONE + "/stop", "{\"why\":\"done\"}").code()).isEqualTo("invalid-request");
  }

  @Test
  void answersOffers() {
    var offered =
        new Place.Offered(1, new AgentId("ann"), StubEngine.NOW, StubEngine.NOW.plusSeconds(30));
    api.engine.interaction =
        (id, command) ->
            StubEngine.done(StubEngine.interaction(id, offered, AttachedData.EMPTY), false);
    var answer = api.post("/api/v1/offers/off_00000000000000000000000001_1/accept", "");
    assertThat(answer.json().path("offeredTo").asText()).isEqualTo("ann");
    assertThat(answer.json().path("offerId").asText())
        .isEqualTo("off_00000000000000000000000001_1");
    assertThat(answer.json().path("deadline").asText()).isEqualTo("2026-11-23T10:00:30.123Z");
    assertThat(asked(InteractionCommand.Accept.class).number()).isEqualTo(1);
    api.post("/api/v1/offers/off_00000000000000000000000001_1/reject", "{\"reason\":\"busy\"}");
    assertThat(asked(InteractionCommand.Reject.class).reason()).contains("busy");
    assertThat(api.post("/api/v1/offers/off_1/accept", "").code()).isEqualTo("invalid-id");
  }

  @Test
  void givesEveryRefusalOfTheEngineItsStatus() {
    api.engine.interaction =
        (id, command) ->
            CompletableFuture.completedFuture(
                Outcome.refused(RejectionCodes.ALREADY_STOPPED, "expected a live interaction"));
    var answer = api.post(ONE + "/stop", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("type").asText()).isEqualTo("/problems/already-stopped");
    assertThat(answer.json().path("instance").asText()).isEqualTo(ONE + "/stop");
    assertThat(answer.json().path("retryable").asBoolean(true)).isFalse();
  }

  @Test
  void tellsWhetherItWasDoneAndTheUnexpectedNothing() {
    api.engine.interaction =
        (id, command) -> CompletableFuture.failedFuture(new Unavailable("no answer", null));
    var unknown = api.post(ONE + "/stop", "");
    assertThat(unknown.status()).isEqualTo(504);
    assertThat(unknown.code()).isEqualTo("outcome-unknown");
    assertThat(unknown.json().path("retryable").asBoolean(true)).isFalse();
    assertThat(unknown.header("Retry-After")).isEmpty();
    for (var repeatable :
        List.of(
            api.post(ONE + "/stop", "", "Idempotency-Key", "k"),
            api.post("/api/v1/offers/off_00000000000000000000000001_1/accept", ""))) {
      assertThat(repeatable.code()).isEqualTo("outcome-unknown");
      assertThat(repeatable.json().path("retryable").asBoolean()).isTrue();
      assertThat(repeatable.header("Retry-After")).isEqualTo("1");
    }
    api.engine.interaction =
        (id, command) -> CompletableFuture.failedFuture(Unavailable.notDone("away", null));
    var notDone = api.post(ONE + "/stop", "");
    assertThat(notDone.status()).isEqualTo(503);
    assertThat(notDone.code()).isEqualTo("unavailable");
    assertThat(notDone.json().path("retryable").asBoolean()).isTrue();
    api.engine.listFailure = Optional.of(new NotStorable("(SQL state 22001)"));
    assertThat(api.get(ALL).code()).isEqualTo("not-storable");
    api.engine.listFailure = Optional.empty();
    api.engine.interaction =
        (id, command) -> {
          throw new IllegalStateException("secret");
        };
    var unexpected = api.post(ONE + "/stop", "");
    assertThat(unexpected.status()).isEqualTo(500);
    assertThat(unexpected.text()).doesNotContain("secret").contains("reference");
  }

  @Test
  void listsPageByPage() {
    api.engine.listed =
        List.of(
            StubEngine.interaction(StubEngine.ID),
            StubEngine.interaction(new InteractionId("ixn_00000000000000000000000002")));
    var first = api.get(ALL + "?queue=billing&state=queued&limit=1");
    assertThat(first.json().path("items")).hasSize(1);
    assertThat(first.json().at("/page/limit").asInt()).isEqualTo(1);
    String next = first.json().at("/page/next").asText();
    assertThat(asked(InteractionQuery.class).queue()).isPresent();
    api.get(ALL + "?queue=billing&state=queued&limit=5&cursor=" + next);
    assertThat(asked(InteractionQuery.class).after())
        .contains(new InteractionQuery.Cursor(StubEngine.NOW, StubEngine.ID));
    assertThat(api.get(ALL + "?queue=other&cursor=" + next).code()).isEqualTo("cursor-mismatch");
    assertThat(api.get(ALL + "?cursor=xx").code()).isEqualTo("cursor-mismatch");
    assertThat(api.get(ALL + "?limit=2").json().path("page").has("next")).isFalse();
  }

  @Test
  void refusesParametersItDoesNotHave() {
    for (String query :
        List.of(
            "colour=red",
            "limit=0",
            "limit=501",
            "limit=x",
            "state=lost",
            "limit=1&limit=2",
            "queue=a%20b"))
      assertThat(api.get(ALL + "?" + query).code()).as(query).isEqualTo("invalid-parameter");
  }

  @Test
  void showsTheJournal() {
    api.engine.history =
        List.of(
            new RecordedEvent(
                1,
                new InteractionEvent.Held(
                    StubEngine.NOW, new AttemptId("a"), Optional.of("reason"), Originator.CLIENT)),
            new RecordedEvent(
                2,
                new InteractionEvent.DataChanged(
                    StubEngine.NOW,
                    new AttemptId("b"),
                    Originator.CLIENT,
                    new AttachedData(Map.of("k", 1.5)))));
    var answer = api.get(ONE + "/events?after=0&limit=2");
    JsonNode held = answer.json().path("items").get(0);
    assertThat(held.path("revision").asInt()).isEqualTo(1);
    assertThat(held.path("type").asText()).isEqualTo("held");
    assertThat(held.path("at").asText()).isEqualTo("2026-11-23T10:00:00.123Z");
    assertThat(answer.json().path("items").get(1).at("/patch/k").asDouble()).isEqualTo(1.5);
    assertThat(answer.json().path("items").get(1).has("by")).isFalse();
    assertThat(answer.json().path("page").has("next")).isFalse();
    String next = api.get(ONE + "/events?limit=1").json().at("/page/next").asText();
    for (String after : List.of("cursor=" + next, "after=" + next, "after=1", "cursor=1")) {
      api.engine.asked.clear();
      api.get(ONE + "/events?" + after);
      assertThat(asked(Long.class)).as(after).isEqualTo(1);
    }
    for (String wrong : List.of("cursor=x", "cursor=-1", "cursor=" + next + "x"))
      assertThat(api.get(ONE + "/events?" + wrong).code()).as(wrong).isEqualTo("cursor-mismatch");
    for (String wrong : List.of("after=x", "after=-1", "after=" + next + "x"))
      assertThat(api.get(ONE + "/events?" + wrong).code()).as(wrong).isEqualTo("invalid-parameter");
  }
}
