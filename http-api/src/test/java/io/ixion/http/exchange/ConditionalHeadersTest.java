package io.ixion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Condition.Revisions;
import io.ixion.http.HttpServerEndpoints;
import io.ixion.http.StubEngine;
import io.ixion.http.TestApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every conditional header, for every method: carried to the owner, or refused; never dropped. */
class ConditionalHeadersTest {
  private static final String ONE = "/api/v1/interactions/" + StubEngine.ID;
  private static final Map<String, String> BODIES =
      Map.of(
          "POST /api/v1/interactions", "{\"queue\":\"q\",\"mediaType\":\"m\"}",
          "POST /api/v1/interactions/{id}/queue", "{\"queue\":\"q\"}",
          "PATCH /api/v1/interactions/{id}", "{\"data\":{}}",
          "PUT /api/v1/agents/{id}", "{}",
          "PUT /api/v1/queues/{name}", "{}",
          "POST /api/v1/agents/{id}/session", "{\"media\":{}}");
  private static TestApi api;

  @BeforeAll
  static void start() {
    api = new TestApi();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void forget() {
    api.engine.conditions.clear();
    api.engine.asked.clear();
  }

  @Test
  void everyChangeOfATaggedThingCarriesItsConditions() {
    var expected =
        new Condition(
            Optional.of(new Revisions(false, List.of(7L, 9L))),
            Optional.of(new Revisions(false, List.of(3L))));
    int changes = 0;
    for (Endpoint endpoint : HttpServerEndpoints.all()) {
      if (endpoint.method().equals("GET") || !endpoint.traits().isTagged()) continue;
      var answer =
          call(endpoint, "If-Match", "\"r7\", W/\"r8\",\"r9\"", "If-None-Match", "W/\"r3\"");
      assertThat(answer.status()).as(endpoint.template()).isLessThan(300);
      assertThat(api.engine.conditions.poll()).as(endpoint.template()).isEqualTo(expected);
      changes++;
    }
    assertThat(changes).isEqualTo(13);
  }

  @Test
  void whatHasNoTagRefusesConditionsAndDoesNothing() {
    for (Endpoint endpoint : HttpServerEndpoints.all()) {
      if (endpoint.traits().isTagged()) continue;
      for (String name : List.of("If-Match", "If-None-Match"))
        for (String value : List.of("*", "\"r1\""))
          assertThat(call(endpoint, name, value).code())
              .as(endpoint.method() + " " + endpoint.template())
              .isEqualTo("invalid-header");
    }
    assertThat(api.engine.conditions).isEmpty();
    assertThat(api.engine.followers).isEmpty();
  }

  @Test
  void conditionsByDateAreRefusedEverywhere() {
    for (Endpoint endpoint : HttpServerEndpoints.all())
      for (String name : List.of("If-Unmodified-Since", "If-Range"))
        assertThat(call(endpoint, name, "Wed, 21 Oct 2026 07:28:00 GMT").code())
            .as(endpoint.method() + " " + endpoint.template())
            .isEqualTo("invalid-header");
    assertThat(api.engine.conditions).isEmpty();
    assertThat(api.get(ONE, "If-Modified-Since", "Wed, 21 Oct 2026 07:28:00 GMT").status())
        .isEqualTo(200);
  }

  @Test
  void aReadIsAnsweredByItsRevision() {
    var statuses = new LinkedHashMap<String[], Integer>();
    statuses.put(new String[] {"If-Match", "\"r3\""}, 200);
    statuses.put(new String[] {"If-Match", "*"}, 200);
    statuses.put(new String[] {"If-Match", "\"r2\""}, 412);
    statuses.put(new String[] {"If-Match", "W/\"r3\""}, 412);
    statuses.put(new String[] {"If-Match", "\"other\""}, 412);
    statuses.put(new String[] {"If-None-Match", "\"r3\""}, 304);
    statuses.put(new String[] {"If-None-Match", "W/\"r3\""}, 304);
    statuses.put(new String[] {"If-None-Match", "\"a,b\" , \"r3\""}, 304);
    statuses.put(new String[] {"If-None-Match", "*"}, 304);
    statuses.put(new String[] {"If-None-Match", "\"r2\", \"r03\""}, 200);
    statuses.put(new String[] {"If-Match", "\"r2\"", "If-None-Match", "\"r3\""}, 412);
    statuses.forEach(
        (headers, status) ->
            assertThat(api.get(ONE, headers).status())
                .as(String.join(" ", headers))
                .isEqualTo(status));
  }

  @Test
  void whatIsNoListOfTagsIsRefusedAndNothingIsDone() {
    for (String list :
        List.of("r3", "\"r3", "W/r3", "\"r3\" \"r4\"", "*, \"r3\"", ",", "w/\"r3\"", "\"a\"b"))
      for (String name : List.of("If-Match", "If-None-Match")) {
        assertThat(api.post(ONE + "/stop", "", name, list).code())
            .as(list)
            .isEqualTo("invalid-header");
        assertThat(api.get(ONE, name, list).code()).as(list).isEqualTo("invalid-header");
      }
    assertThat(api.post(ONE + "/stop", "", "If-Match", "\"r1\",".repeat(65)).code())
        .isEqualTo("invalid-header");
    assertThat(api.engine.conditions).isEmpty();
  }

  @Test
  void severalHeadersAreOneList() {
    api.post(ONE + "/hold", "", "If-Match", "\"r1\", , \"r2\",");
    assertThat(api.engine.conditions.poll())
        .isEqualTo(
            new Condition(Optional.of(new Revisions(false, List.of(1L, 2L))), Optional.empty()));
  }

  private static TestApi.Answer call(Endpoint endpoint, String... headers) {
    String path =
        endpoint
            .template()
            .replace("/offers/{id}", "/offers/off_00000000000000000000000001_1")
            .replace("/interactions/{id}", "/interactions/" + StubEngine.ID)
            .replace("{id}", "ann")
            .replace("{medium}", "chat")
            .replace("{name}", "billing")
            .replace("{code}", "not-found");
    String body = BODIES.get(endpoint.method() + " " + endpoint.template());
    if (body == null) return api.send(endpoint.method(), path, BodyPublishers.noBody(), headers);
    return api.withBody(endpoint.method(), path, body, headers);
  }
}
