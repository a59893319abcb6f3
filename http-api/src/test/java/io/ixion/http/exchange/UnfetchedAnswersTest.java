package io.ixion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.Place;
import io.ixion.http.StubEngine;
import io.ixion.http.TestApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and fetch nothing. */
class UnfetchedAnswersTest {
  private static final String LIST = "/api/v1/interactions?limit=500";
  private static final int MANY = 40;

  @Test
  void whatNobodyFetchesIsBoundedAndFreeAgainWhenTheyLoseTheirConnections() throws IOException {
    try (var api = new TestApi("ixion.http { max-unfetched = 160MiB, fetch-timeout = 500ms }")) {
      api.engine.listed = Collections.nCopies(100, large());
      List<RawClient> deaf = new ArrayList<>();
      for (int i = 0; i < MANY; i++)
        deaf.add(new RawClient(api).send("GET " + LIST + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      until(() -> api.get(LIST.replace("500", "1")).code().equals("overloaded"));
      assertThat(api.get("/health/live").status()).isEqualTo(200);
      assertThat(api.get(LIST.replace("500", "1"), "Ixion-Tenant", "calm").status()).isEqualTo(200);
      assertThat(api.post("/api/v1/interactions", "{\"queue\":\"q\",\"mediaType\":\"m\"}").status())
          .isEqualTo(201);
      until(() -> api.get(LIST.replace("500", "1")).status() == 200);
      for (RawClient client : deaf) client.close();
    }
  }

  @Test
  void whoFetchesSlowlyGetsAllOfIt() throws IOException {
    try (var api = new TestApi()) {
      api.engine.listed = Collections.nCopies(50, large());
      var answer = api.get("/api/v1/interactions?limit=50");
      assertThat(answer.json().path("items")).hasSize(50);
      try (var client = new RawClient(api)) {
        client.send(
            "GET /api/v1/interactions?limit=50 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(client.until("{\"status\":\"up\"}"))
            .contains("Content-Length: " + answer.text().length());
      }
    }
  }

  @Test
  void theHeadOfALargeAnswerLeavesItsConnectionUsable() throws IOException {
    try (var api = new TestApi();
        var client = new RawClient(api)) {
      api.engine.listed = Collections.nCopies(50, large());
      String head = "HEAD /api/v1/interactions?limit=50 HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.send(head);
      client.until("\r\n\r\n");
      client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.until("up\"}")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void anUnreadStreamEndsAndLeavesNothing() throws Exception {
    try (var api =
        new TestApi(
            "ixion.http { max-unfetched = 32MiB, fetch-timeout = 500ms, stream { buffer-bytes = 1MiB, memory = 1KiB } }")) {
      List<RawClient> deaf = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        deaf.add(
            new RawClient(api)
                .send("GET /api/v1/agents/ann/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var sink = api.engine.followers.poll(5, TimeUnit.SECONDS);
        var snapshot =
            new AgentNotice.Snapshot(
                StubEngine.agent("ann", 1), List.of(), Collections.nCopies(200, large().header()));
        for (int n = 1; n < 30; n++)
          sink.accept(
              StubEngine.shown(new AgentNotice(new AgentNotice.Position(1, n), snapshot), large()));
      }
      for (int i = 0; i < 5; i++)
        assertThat(api.engine.unfollowed.poll(20, TimeUnit.SECONDS)).isNotNull();
      until(() -> api.get("/metrics").text().contains("ixion_http_behind 0.0"));
      for (RawClient client : deaf) client.close();
    }
  }

  @Test
  void aClientThatKeepsUpIsNotEndedForOthers() throws Exception {
    try (var api = new TestApi("ixion.http.stream { buffer-bytes = 1KiB, memory = 1KiB }");
        var client = new RawClient(api)) {
      client.send("GET /api/v1/agents/ann/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      var sink = api.engine.followers.poll(5, TimeUnit.SECONDS);
      for (int n = 1; n <= 20; n++) {
        var content =
            new AgentNotice.Snapshot(
                StubEngine.agent("ann", 1), List.of(), List.of(large().header()));
        sink.accept(
            StubEngine.shown(new AgentNotice(new AgentNotice.Position(1, n), content), large()));
        client.until("]}\n\n");
        until(() -> api.get("/metrics").text().contains("ixion_http_behind 0.0"));
      }
    }
  }

  private static Interaction large() {
    return StubEngine.interaction(
        new InteractionId("ixn_00000000000000000000000002"),
        new Place.Offered(1, new AgentId("ann"), StubEngine.NOW, StubEngine.NOW.plusSeconds(30)),
        new AttachedData(Map.of("text", "x".repeat(60_000))));
  }

  private static void until(BooleanSupplier so) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > limit) throw new AssertionError("it is not so within 30 s");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // between two looks at a condition
    }
  }
}
