package io.ixion.http.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.Place;
import io.ixion.http.StubEngine;
import io.ixion.http.TestApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentRoutesTest {
  private static final String ANN = "/api/v1/agents/ann";
  private TestApi api;

  @BeforeEach
  void start() {
    api = new TestApi("ixion.http.stream { buffer = 4, keep-alive = 200ms }");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Object lastAsked() {
    Object last = null;
    for (var each = api.engine.asked.poll(); each != null; each = api.engine.asked.poll())
      last = each.what();
    return last;
  }

  @Test
  void configuresAndShows() {
    var answer =
        api.withBody(
            "PUT", ANN, "{\"skills\":{\"german\":5},\"groups\":[\"b\"],\"capacity\":{\"chat\":3}}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(ANN);
    var profile = ((AgentCommand.Configure) lastAsked()).profile();
    assertThat(profile.capacityFor(new MediaType("chat"))).isEqualTo(3);
    var json = api.get(ANN).json();
    assertThat(json.at("/session/media/chat/state").asText()).isEqualTo("not-ready");
    assertThat(json.at("/session/media/chat/reason").asText()).isEqualTo("lunch");
    assertThat(json.at("/session/connected").asBoolean()).isTrue();
    assertThat(api.get(ANN, "If-None-Match", "\"r4\"").status()).isEqualTo(304);
    api.engine.agent = command -> new Outcome.Done<>(StubEngine.agent("ann", 2), false);
    var replaced = api.withBody("PUT", ANN, "{}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("Idempotent-Replayed")).isEmpty();
    api.engine.agent = command -> new Outcome.Done<>(StubEngine.agent("ann", 1), true);
    var repeated = api.withBody("PUT", ANN, "{}");
    assertThat(repeated.status()).isEqualTo(200);
    assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void refusesAProfileOfTheWrongForm() {
    var answer =
        api.withBody(
            "PUT", ANN, "{\"skills\":[],\"groups\":[1],\"capacity\":{\"chat\":1.5},\"x\":1}");
    assertThat(answer.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/skills", "/groups/0", "/capacity/chat", "/x");
    assertThat(api.withBody("PUT", ANN, "{\"skills\":{\"a\":101}}").status()).isEqualTo(422);
  }

  @Test
  void logsInAndOut() {
    assertThat(
            api.post(ANN + "/session", "{\"media\":{\"chat\":\"ready\",\"email\":\"not-ready\"}}")
                .status())
        .isEqualTo(200);
    assertThat(((AgentCommand.LogIn) lastAsked()).media())
        .containsEntry(new MediaType("chat"), true)
        .containsEntry(new MediaType("email"), false);
    assertThat(api.post(ANN + "/session", "{\"media\":{\"chat\":\"maybe\"}}").status())
        .isEqualTo(422);
    api.send("DELETE", ANN + "/session", HttpRequest.BodyPublishers.noBody());
    assertThat(lastAsked()).isInstanceOf(AgentCommand.LogOut.class);
    api.post(ANN + "/media/chat/ready", "");
    assertThat(((AgentCommand.Ready) lastAsked()).medium()).isEqualTo(new MediaType("chat"));
    api.post(ANN + "/media/chat/not-ready", "{\"reason\":\"lunch\"}");
    var notReady = (AgentCommand.NotReady) lastAsked();
    assertThat(notReady.medium()).isEqualTo(new MediaType("chat"));
    assertThat(notReady.reason()).contains("lunch");
  }

  @Test
  void theKeyOfARequestNamesItsAttempt() {
    AttemptId first = readyAttempt("chat", "\"k\"");
    assertThat(readyAttempt("chat", "k")).isEqualTo(first);
    assertThat(readyAttempt("email", "k")).isNotEqualTo(first);
    api.post(ANN + "/media/chat/not-ready", "{\"reason\":\"lunch\"}", "Idempotency-Key", "k");
    AttemptId lunch = ((AgentCommand.NotReady) lastAsked()).attempt();
    api.post(ANN + "/media/chat/not-ready", "{\"reason\":\"tea\"}", "Idempotency-Key", "k");
    assertThat(((AgentCommand.NotReady) lastAsked()).attempt().reusesKeyOf(lunch)).isTrue();
  }

  private AttemptId readyAttempt(String medium, String key) {
    api.post(ANN + "/media/" + medium + "/ready", "", "Idempotency-Key", key);
    return ((AgentCommand.Ready) lastAsked()).attempt();
  }

  @Test
  void refusesTheStreamOfAnUnknownAgentBeforeItStarts() {
    api.engine.agentKnown = false;
    var answer = api.get(ANN + "/events", "Accept", "text/event-stream");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("unknown-agent");
  }

  @Test
  void streamsWhatConcernsTheAgent() throws Exception {
    try (var stream = open("Last-Event-ID", "7-41")) {
      Consumer<FollowedNotice> sink = api.engine.followers.poll(5, TimeUnit.SECONDS);
      assertThat(lastAsked()).isEqualTo(Optional.of(new AgentNotice.Position(7, 41)));
      assertThat(stream.readLine()).isEqualTo("retry: 1000");
      assertThat(stream.readLine()).isEmpty();
      var offered =
          StubEngine.interaction(
              StubEngine.ID,
              new Place.Offered(
                  1, new AgentId("ann"), StubEngine.NOW, StubEngine.NOW.plusSeconds(30)),
              AttachedData.EMPTY);
      var offer = new OfferId(StubEngine.ID, 1);
      sink.accept(notice(42, new AgentNotice.Offered(offer, offered.header()), offered));
      List<String> event = event(stream);
      assertThat(event.get(0)).isEqualTo("id: 7-42");
      assertThat(event.get(1)).isEqualTo("event: offer");
      var data = TestApi.JSON.readTree(event.get(2).substring("data: ".length()));
      assertThat(data.path("type").asText()).isEqualTo("offer");
      assertThat(data.path("offerId").asText()).isEqualTo(offer.toString());
      assertThat(data.path("deadline").asText()).isEqualTo("2026-11-23T10:00:30.123Z");
      assertThat(data.at("/interaction/state").asText()).isEqualTo("offered");
      sink.accept(notice(43, new AgentNotice.OfferEnded(offer, StubEngine.ID, "expired")));
      assertThat(event(stream).get(2)).contains("\"reason\":\"expired\"");
      sink.accept(
          notice(
              44,
              new AgentNotice.Snapshot(
                  StubEngine.agent("ann", 2), List.of(offered.header()), List.of()),
              offered));
      List<String> snapshot = event(stream);
      assertThat(snapshot.get(1)).isEqualTo("event: snapshot");
      var whole = TestApi.JSON.readTree(snapshot.get(2).substring("data: ".length()));
      assertThat(whole.at("/agent/id").asText()).isEqualTo("ann");
      assertThat(whole.at("/offers/0/offerId").asText()).isEqualTo(offer.toString());
      assertThat(whole.path("interactions")).isEmpty();
      String line = stream.readLine();
      while (line.isEmpty()) line = stream.readLine();
      assertThat(line).isEqualTo(": keep-alive");
    }
    assertThat(api.engine.unfollowed.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void noticesAtOnceThatTheClientIsGone() throws Exception {
    try (var quiet = new TestApi("ixion.http.stream.keep-alive = 1h")) {
      String request = "GET " + ANN + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
      try (var socket = new java.net.Socket("127.0.0.1", quiet.uri("/").getPort())) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(quiet.engine.followers.poll(5, TimeUnit.SECONDS)).isNotNull();
      }
      assertThat(quiet.engine.unfollowed.poll(5, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void endsTheStreamOfAClientThatFallsBehind() throws Exception {
    try (var stream = open()) {
      Consumer<FollowedNotice> sink = api.engine.followers.poll(5, TimeUnit.SECONDS);
      var large = StubEngine.interaction(StubEngine.ID);
      var all =
          new AgentNotice.Snapshot(
              StubEngine.agent("ann", 2),
              java.util.Collections.nCopies(2_000, large.header()),
              List.of());
      for (int i = 0; i < 200; i++) sink.accept(notice(i, all, large));
      while (stream.readLine() != null) {
        // read to its end
      }
    } catch (IOException cut) {
      // it need not end at the end of a line
    }
    assertThat(api.engine.unfollowed.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void headOpensNoStream() {
    var head = api.send("HEAD", ANN + "/events", HttpRequest.BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    assertThat(head.text()).isEmpty();
    assertThat(api.engine.followers).isEmpty();
    assertThat(api.engine.unfollowed).isEmpty();
  }

  @Test
  void looksAtNothingOfWhatIsTooMuchAnyhow() {
    var many = new StringBuilder("{\"groups\":[\"g0\"");
    for (int i = 1; i < 30_000; i++) many.append(",\"g").append(i).append('"');
    var answer = api.withBody("PUT", ANN, many.append("]}").toString());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().findValuesAsText("pointer")).containsExactly("/groups");
    var skills = new StringBuilder("{\"skills\":{\"s\":0");
    for (int i = 1; i < 10_000; i++) skills.append(",\"s").append(i).append("\":0");
    assertThat(
            api.withBody("PUT", ANN, skills.append("}}").toString())
                .json()
                .findValuesAsText("pointer"))
        .containsExactly("/skills");
  }

  @Test
  void refusesANameThatTheJournalCannotHoldWithItsTenant() {
    String longest = "/api/v1/agents/" + "a".repeat(128);
    assertThat(api.withBody("PUT", longest, "{}", "Ixion-Tenant", "t".repeat(128)).code())
        .isEqualTo("invalid-id");
    assertThat(api.withBody("PUT", longest, "{}", "Ixion-Tenant", "t".repeat(121)).code())
        .isEqualTo("invalid-id");
    assertThat(api.withBody("PUT", longest, "{}", "Ixion-Tenant", "t".repeat(120)).status())
        .isLessThan(300);
  }

  @Test
  void endsStreamsWhenTheServerStops() throws Exception {
    try (var stream = open()) {
      assertThat(api.engine.followers.poll(5, TimeUnit.SECONDS)).isNotNull();
      var stopping = new Thread(api::close);
      stopping.start();
      while (stream.readLine() != null) {
        // read to its end
      }
      stopping.join(20_000);
      assertThat(stopping.isAlive()).isFalse();
    }
    assertThat(api.engine.unfollowed.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  private BufferedReader open(String... headers) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(api.uri(ANN + "/events")).header("Accept", "text/event-stream");
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    var response = api.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-cache");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static FollowedNotice notice(
      long number, AgentNotice.Content content, Interaction... whole) {
    return StubEngine.shown(new AgentNotice(new AgentNotice.Position(7, number), content), whole);
  }

  private static List<String> event(BufferedReader stream) throws IOException {
    var lines = new ArrayList<String>();
    for (String line = stream.readLine(); ; line = stream.readLine()) {
      if (line.isEmpty() && !lines.isEmpty()) return lines;
      if (!line.isEmpty() && !line.startsWith(":")) lines.add(line);
    }
  }
}
