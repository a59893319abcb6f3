package io.ixion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.http.TestApi;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no client of ours sends, byte by byte. */
class HostileRequestsTest {
  private static final String SUBMIT = "{\"queue\":\"q\",\"mediaType\":\"m\"}";
  private static final String SMUGGLED =
      "POST /api/v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Content-Length: "
          + SUBMIT.length()
          + "\r\n\r\n"
          + SUBMIT;
  private static TestApi api;

  @BeforeAll
  static void start() {
    api =
        new TestApi(
            "ixion.http { head-timeout = 300ms, allowed-origins = \"https://desk.example\" }");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void noByteBeyondAsciiSwallowsTheHeaderAfterIt() throws IOException {
    var names = List.of("X-Name", "User-Agent", "Accept", "Cookie", "If-None-Match", "Connection");
    for (int each : IntStream.rangeClosed(0x80, 0xff).toArray())
      for (String name : each < 0xe0 ? names.subList(0, 1) : names)
        for (String value :
            List.of("Jos" + (char) each, (char) each + "x", "a" + (char) each + "b")) {
          api.engine.asked.clear();
          try (var client = new RawClient(api)) {
            client.send(
                "GET /api/v1/interactions HTTP/1.1\r\nHost: localhost\r\n"
                    + name
                    + ": "
                    + value
                    + "\r\nIxion-Tenant: acme\r\n\r\n");
            assertThat(client.untilClosed()).as(name + " " + each).startsWith("HTTP/1.1 400 ");
          }
          assertThat(api.engine.asked).as(name + " " + each).isEmpty();
        }
  }

  @Test
  void aBodyIsNeverTakenForARequest() throws IOException {
    for (int each : IntStream.rangeClosed(0xe0, 0xf7).toArray()) {
      api.engine.asked.clear();
      try (var client = new RawClient(api)) {
        client.send(
            "POST /api/v1/interactions/x/stop HTTP/1.1\r\nHost: localhost\r\nX-Name: Jos"
                + (char) each
                + "\r\nContent-Length: "
                + SMUGGLED.length()
                + "\r\n\r\n"
                + SMUGGLED);
        assertThat(client.untilClosed())
            .as("" + each)
            .startsWith("HTTP/1.1 400 ")
            .doesNotContain("201");
      }
      assertThat(api.engine.asked).as("" + each).isEmpty();
    }
  }

  @Test
  void aTrailerHidesNothingEither() throws IOException {
    for (int each : List.of(0xe9, 0xf0, 0xc3)) {
      api.engine.asked.clear();
      try (var client = new RawClient(api)) {
        client.send(
            "POST /api/v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(SUBMIT.length())
                + "\r\n"
                + SUBMIT
                + "\r\n0\r\nX-Name: Jos"
                + (char) each
                + "\r\nX: y\r\n\r\n"
                + SMUGGLED);
        assertThat(client.untilClosed()).as("" + each).startsWith("HTTP/1.1 400 ");
      }
      assertThat(api.engine.asked).as("" + each).isEmpty();
    }
  }

  @Test
  void aBodyInTooManyChunksIsRefused() throws IOException {
    try (var client = new RawClient(api)) {
      client.send(
          "POST /api/v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "1\r\n \r\n".repeat(20_000)
              + "0\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.untilClosed()).startsWith("HTTP/1.1 413 ").contains("16384 chunks");
    }
  }

  @Test
  void aPathIsWhatItSeemsToBe() throws IOException {
    for (String path :
        List.of(
            "/api/v1/queues/%2e%2e/%2e%2e/%2e%2e/metrics",
            "/api/v1/queues/../../../metrics",
            "/api/v1/queues/.%2E/%2e./../metrics",
            "/./metrics",
            "/metrics/%2e",
            "/metrics/..",
            "/%6detrics",
            "/api/v1/queues/%61",
            "//metrics"))
      assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 404 ");
    assertThat(answer("GET http://localhost/health/live HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws IOException {
    assertThat(answer("GET /health/live HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n"))
        .startsWith("HTTP/1.1 417 ");
    assertThat(answer("GET /health/live x HTTP/1.1\r\nHost: localhost\r\n"))
        .contains("malformed-http");
    for (String method : List.of("HEAD", "TRACE", "CONNECT"))
      assertThat(
              answer(method + " /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"))
          .as(method)
          .startsWith("HTTP/1.1 400 ")
          .contains("malformed-http");
    assertThat(
            answer(
                "POST /api/v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n"))
        .contains("malformed-http");
    for (String type :
        List.of(
            "application/json; charset=ISO-8859-1",
            "application/json;charset=utf-16",
            "application/json; charset=nonsense"))
      assertThat(
              api.send("POST", "/api/v1/interactions", publisher(), "Content-Type", type).status())
          .as(type)
          .isEqualTo(415);
    for (String type :
        List.of("application/json; charset=UTF-8", "application/json;charset=\"utf-8\""))
      assertThat(
              api.send("POST", "/api/v1/interactions", publisher(), "Content-Type", type).status())
          .as(type)
          .isEqualTo(201);
  }

  @Test
  void onlyNamesOfLoopbackAreAnsweredTo() throws IOException {
    for (String host :
        List.of(
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1",
            "127.8.9.1:80",
            "[::1]:8080",
            "a.localhost"))
      assertThat(answer("GET /api/v1/queues HTTP/1.1\r\nHost: " + host + "\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 200 ");
    for (String host :
        List.of(
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "[::2]"))
      assertThat(answer("GET /api/v1/queues HTTP/1.1\r\nHost: " + host + "\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 421 ")
          .contains("unknown-host");
    assertThat(answer("GET /health/ready HTTP/1.1\r\nHost: 10.1.2.3:8080\r\n"))
        .as("checks know an address only")
        .startsWith("HTTP/1.1 200 ");
    assertThat(answer("GET http://evil.example/api/v1/queues HTTP/1.1\r\nHost: evil.example\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void pagesOfOtherSitesAreRefusedAndNothingIsDone() throws IOException {
    api.engine.asked.clear();
    String stop =
        "POST /api/v1/interactions/ixn_00000000000000000000000001/stop HTTP/1.1\r\nHost: localhost:8080\r\n";
    for (String foreign :
        List.of(
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: http://localhost:3000",
            "Origin: http://localhost:8080.evil.example",
            "Sec-Fetch-Site: cross-site"))
      assertThat(answer(stop + foreign + "\r\nContent-Length: 0\r\n"))
          .as(foreign)
          .startsWith("HTTP/1.1 403 ")
          .contains("foreign-origin");
    assertThat(api.engine.asked).isEmpty();
    for (String own :
        List.of(
            "Origin: http://localhost:8080",
            "Origin: https://desk.example",
            "Origin: https://desk.example\r\nSec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Site: none"))
      assertThat(answer(stop + own + "\r\nContent-Length: 0\r\n"))
          .as(own)
          .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void everyAnswerTellsBrowsersAndCachesWhatToDo() {
    for (String path :
        List.of("/health/live", "/openapi.json", "/api/v1/interactions", "/nothing")) {
      var answer = api.get(path);
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-store");
      assertThat(answer.header("Vary")).as(path).isEqualTo("Ixion-Tenant");
    }
    assertThat(api.get("/api/v1/agents/ann").header("Cache-Control"))
        .isEqualTo("private, no-cache");
  }

  @Test
  void aConnectionWithoutAWholeHeadIsClosed() throws IOException {
    try (var half = new RawClient(api);
        var silent = new RawClient(api)) {
      half.send("GET /health/live HTTP/1.1\r\nHost: local");
      half.untilClosed();
      silent.untilClosed();
    }
  }

  private static java.net.http.HttpRequest.BodyPublisher publisher() {
    return java.net.http.HttpRequest.BodyPublishers.ofString(SUBMIT);
  }

  private static String answer(String head) throws IOException {
    try (var client = new RawClient(api)) {
      return client.send(head + "Connection: close\r\n\r\n").untilClosed();
    }
  }
}
