package io.ixion.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WitnessTest {
  @Test
  void anAnswerThatIsNotAsDescribedFailsTheTestThatGotIt() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/queues",
        exchange -> {
          byte[] body = "{\"nothing\": 1}".getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI node = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var api = new Api(node, "default", 1, Duration.ZERO)) {
      assertThat(api.send("GET", "/api/v1/queues", null).status()).isEqualTo(200);
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(() -> new AsDescribed().afterAll(null))
        .hasMessageContaining("GET /api/v1/queues answered 200")
        .hasMessageContaining("nothing");
  }
}
