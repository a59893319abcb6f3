package io.ixion.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.decision.RejectionCodes;
import io.ixion.http.TestApi;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final String ALL = "/api/v1/interactions";
  private static TestApi api;

  @BeforeAll
  static void start() {
    api =
        new TestApi(
            "ixion.http { max-body = 2KiB, request-timeout = 1s, body-timeout = 300ms }\n"
                + "akka.http.server.request-timeout = 1s");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void everyCodeHasARowAndEveryRowACode() {
    var codes = new ArrayList<>(RejectionCodes.ALL);
    codes.addAll(ProblemCodes.ALL);
    assertThat(ProblemTable.rows().stream().map(ProblemTable.Row::code))
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void everyConstantOfTheEngineIsInItsList() throws IllegalAccessException {
    for (var field : RejectionCodes.class.getDeclaredFields())
      if (field.getType() == String.class)
        assertThat(RejectionCodes.ALL).contains((String) field.get(null));
  }

  @Test
  void explainsEveryCode() {
    for (ProblemTable.Row row : ProblemTable.rows())
      assertThat(api.get("/problems/" + row.code()).text())
          .contains(row.code(), row.cause(), row.remedy());
    assertThat(api.get("/problems/none").status()).isEqualTo(404);
  }

  @Test
  void refusesPathsAndMethodsItDoesNotHave() {
    for (String path : List.of("/", "/api/v1", "/api/v1/interactions/", "/api/v1/x/y", "//api"))
      assertThat(api.get(path).code()).as(path).isEqualTo("no-such-path");
    var wrong = api.send("PUT", ALL, HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).isEqualTo("GET, POST");
    assertThat(api.get(ALL + "/ixn_1").code()).isEqualTo("invalid-id");
    assertThat(api.get("/health/live?x=1").code()).isEqualTo("invalid-parameter");
  }

  @Test
  void answersHeadLikeGetWithoutABody() {
    var head = api.send("HEAD", "/health/live", HttpRequest.BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
  }

  @Test
  void refusesMediaTypesItCannotServe() {
    assertThat(api.get("/health/live", "Accept", "text/html").status()).isEqualTo(406);
    assertThat(api.get("/health/live", "Accept", "application/json;q=0").status()).isEqualTo(406);
    assertThat(api.get("/health/live", "Accept", "text/html, application/*;q=0.1").status())
        .isEqualTo(200);
    assertThat(post("{}", "Content-Type", "text/plain").status()).isEqualTo(415);
    assertThat(post("{}").status()).isEqualTo(415);
    assertThat(post("{}", "Content-Type", "application/json", "Content-Encoding", "gzip").status())
        .isEqualTo(415);
    assertThat(
            api.send(
                    "DELETE",
                    "/api/v1/agents/a/session",
                    HttpRequest.BodyPublishers.ofString("{\"why\":1}"),
                    "Content-Type",
                    "application/json")
                .code())
        .isEqualTo("invalid-request");
  }

  private TestApi.Answer post(String body, String... headers) {
    return api.send("POST", ALL, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  @Test
  void refusesWhatIsNotJson() {
    for (String body :
        List.of(
            "",
            "[]",
            "1",
            "{",
            "{}{}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1e999}",
            "{\"a\":1e-400}",
            "{\"a\":1e99999999999}",
            "{\"a\":" + "1".repeat(101) + "}",
            "null",
            "{\"a\":\"\\u0000\"}",
            "{\"a\":\"\\ud800\"}",
            "{'a':1}",
            "{\"a\":NaN}",
            "[".repeat(100),
            "{\"a\":".repeat(40) + "1" + "}".repeat(40)))
      assertThat(api.post(ALL, body).code())
          .as(body)
          .isEqualTo(body.isEmpty() ? "invalid-request" : "invalid-json");
    byte[] latin = "{\"queue\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = "{\"queue\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);
    var odd = new ArrayList<byte[]>(List.of(latin, utf16));
    for (String hidden :
        List.of(
            "\u00c0\u00af",
            "\u00e0\u0080\u00af",
            "\u00c1\u00a1",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080"))
      odd.add(("{\"" + hidden + "\":\"" + hidden + "\"}").getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] bytes : odd)
      assertThat(
              api.send(
                      "POST",
                      ALL,
                      HttpRequest.BodyPublishers.ofByteArray(bytes),
                      "Content-Type",
                      "application/json")
                  .code())
          .isEqualTo("invalid-json");
  }

  @Test
  void pointsAtANumberThatItCannotKeep() {
    for (String number : List.of("1e999", "-1e-400", "1".repeat(101), "0." + "3".repeat(99)))
      assertThat(
              api.post(ALL, "{\"data\":{\"n\":[1," + number + "]}}")
                  .json()
                  .at("/errors/0/pointer")
                  .asText())
          .as(number)
          .isEqualTo("/data/n/1");
  }

  @Test
  void namesTheFirstErrorsAndCountsTheOthers() {
    var body = new StringBuilder("{\"queue\":1");
    for (int i = 0; i < 150; i++) body.append(",\"key").append(i).append("\":0");
    var answer = api.post(ALL, body.append('}').toString());
    assertThat(answer.json().path("errors")).hasSize(20);
    assertThat(answer.json().path("errorCount").asInt()).isEqualTo(152);
    assertThat(answer.json().path("detail").asText()).contains("and 151 more");
  }

  @Test
  void cutsWhatItQuotes() {
    String long1 = "x".repeat(1_500);
    for (var answer :
        List.of(
            api.post(ALL, "{\"" + long1 + "\":1}"),
            api.get(ALL + "?queue=" + long1),
            api.get(ALL + "/" + long1),
            api.get(ALL, "Ixion-Tenant", long1),
            api.get(ALL, "Accept", "text/" + long1))) {
      assertThat(answer.status()).isBetween(400, 499);
      assertThat(answer.text().length()).isLessThan(2_500);
    }
  }

  @Test
  void pointsAtADuplicateKey() {
    var answer = api.post(ALL, "{\"data\":{\"a~b\":[{\"c\":1,\"c\":2}]}}");
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/data/a~0b/0/c");
  }

  @Test
  void refusesALargeBodyWhetherItSaysSoOrNot() {
    String large = "{\"data\":{\"x\":\"" + "y".repeat(10_000) + "\"}}";
    assertThat(api.post(ALL, large).status()).isEqualTo(413);
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
    var chunked =
        HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes));
    var answer = api.send("POST", ALL, chunked, "Content-Type", "application/json");
    assertThat(answer.code()).isEqualTo("body-too-large");
  }

  @Test
  void refusesHeadersOfTheWrongForm() {
    String body = "{\"queue\":\"q\",\"mediaType\":\"m\"}";
    assertThat(api.post(ALL, body, "Ixion-Tenant", "a b").code()).isEqualTo("invalid-header");
    for (String key : List.of("\"", "\"a\"b", "\"\\x\"", "k".repeat(257), "\"\""))
      assertThat(api.post(ALL, body, "Idempotency-Key", key).code())
          .as(key)
          .isEqualTo("invalid-header");
  }

  @Test
  void answersWhatIsNotHttp() throws IOException {
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("malformed-http");
    assertThat(raw("NONSENSE / HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("problem+json");
    assertThat(raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ")
        .contains("malformed-http");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n"))
        .contains("malformed-http");
  }

  @Test
  void whatIsReplacedByNothingIsLeftAsItIs() {
    for (String path : List.of("/api/v1/agents/ann", "/api/v1/queues/billing")) {
      var answer = api.send("PUT", path, HttpRequest.BodyPublishers.noBody());
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("invalid-request");
      assertThat(answer.text()).contains("found no body");
    }
  }

  @Test
  void saysNothingThatOnlyTheParserCouldSwitchOn() {
    for (String body : List.of("{\"a\":NaN}", "{/* */}", "{\"a\":".repeat(200)))
      assertThat(api.post(ALL, body).text())
          .as(body)
          .contains("invalid-json")
          .doesNotContain("JsonReadFeature", "ALLOW_", "StreamReadConstraints");
  }

  @Test
  void aRevisionThatIsNoneIsNoCursor() {
    var answer = api.get(ALL + "/ixn_0000000000000g000000000001/events?after=-1");
    assertThat(answer.code()).isEqualTo("invalid-parameter");
    assertThat(answer.text()).contains("after", "0 or more");
  }

  @Test
  void takesTheLongestExternalIdInAnyScript() {
    assertThat(api.get(ALL + "?externalId=" + "%E5%8C%97".repeat(256)).status()).isEqualTo(200);
  }

  @Test
  void doesNotWaitForASlowBody() throws IOException {
    String head =
        "POST "
            + ALL
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    assertThat(raw(head)).startsWith("HTTP/1.1 408 ").contains("request-timeout");
  }

  @Test
  void answersItselfWhenTheEngineDoesNot() {
    api.engine.interaction = (id, command) -> new CompletableFuture<>();
    var answer = api.post(ALL, "{\"queue\":\"q\",\"mediaType\":\"m\"}");
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.code()).isEqualTo("outcome-unknown");
    var withKey = api.post(ALL, "{\"queue\":\"q\",\"mediaType\":\"m\"}", "Idempotency-Key", "k");
    assertThat(withKey.header("Retry-After")).isEqualTo("1");
    assertThat(withKey.header("Connection")).isEqualTo("close");
  }

  private static String raw(String request) throws IOException {
    var uri = api.uri("/");
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new StringBuilder();
      byte[] buffer = new byte[4_096];
      while (!answer.toString().contains("\"retryable\"")) {
        int count;
        try {
          count = socket.getInputStream().read(buffer);
        } catch (java.net.SocketTimeoutException late) {
          return "nothing after " + answer;
        }
        if (count < 0) break;
        answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
      return answer.toString();
    }
  }
}
