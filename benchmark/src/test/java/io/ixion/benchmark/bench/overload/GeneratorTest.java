package io.ixion.benchmark.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load against a server that answers by the number of the submit, in each way there is. */
class GeneratorTest {
  private static final Duration OPEN = Duration.ofSeconds(30);
  private static final Told[] ALL = Told.values();

  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Ledger ledger = new Ledger();
  private HttpServer server;
  private URI node;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(SubmitBytes.PATH, GeneratorTest::answer);
    server.start();
    node = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key").replace("\"", "");
    boolean whole =
        exchange.getRequestHeaders().getFirst("Ixion-Tenant").equals("t")
            && body.startsWith("{\"queue\":\"q\"")
            && body.contains("\"externalId\":\"" + key + "\"")
            && body.endsWith("}}");
    if (!whole) throw new AssertionError("a wrong submit: " + body);
    switch (ALL[Integer.parseInt(key) % ALL.length]) {
      case ACCEPTED -> send(exchange, 201, "{\"id\":\"" + "x".repeat(5_000) + "\"}");
      case REPLAYED -> {
        exchange.getResponseHeaders().add("Idempotent-Replayed", "true");
        send(exchange, 200, "{}");
      }
      case REFUSED -> send(exchange, 503, "{\"code\":\"overloaded\"}");
      case UNKNOWN -> send(exchange, 503, "{\"code\":\"outcome-unknown\"}");
      case UNAVAILABLE -> send(exchange, 503, "{\"code\":\"unavailable\"}");
      case OTHER -> send(exchange, 413, "{\"code\":\"too-large\"}");
      case NOTHING -> exchange.close();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  private Tally run(int connections, Pace pace, Duration time) throws IOException {
    try (var pool = new LoadConnections(node)) {
      pool.open(connections, OPEN);
      return new Generator(pool, ledger).run(new SubmitBytes(node, "t", "q"), pace, time);
    }
  }

  @Test
  void entersWhatEachSubmitWasAnswered() throws IOException {
    Tally tally = run(3 * ALL.length, Pace.AS_ANSWERED, Duration.ofMillis(200));

    assertThat(tally.sent()).isEqualTo(ledger.submits()).isGreaterThanOrEqualTo(3 * ALL.length);
    assertThat(tally.unsent()).isZero();
    var counted = new int[ALL.length];
    for (int number = 0; number < ledger.submits(); number++) {
      assertThat(ledger.told(number)).as("submit %d", number).isEqualTo(ALL[number % ALL.length]);
      counted[number % ALL.length]++;
    }
    for (Told told : ALL) assertThat(tally.count(told)).isEqualTo(counted[told.ordinal()]);
    assertThat(tally.codes())
        .containsEntry("503 overloaded", tally.count(Told.REFUSED))
        .containsEntry("413 too-large", tally.count(Told.OTHER));
  }

  @Test
  void countsWhatIsDueWhileEveryConnectionWaits() throws IOException {
    Tally tally = run(1, new Pace(1_000_000), Duration.ofMillis(50));

    assertThat(tally.sent()).isEqualTo(ledger.submits()).isPositive();
    assertThat(tally.unsent()).isPositive();
    assertThat(tally.sent() + tally.unsent()).isLessThanOrEqualTo(50_001);
  }

  @Test
  void givesUpWhatIsNotAnswered() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      List<Integer> lost = new ArrayList<>();
      try (var connections = new LoadConnections(uri)) {
        connections.open(2, OPEN);
        LoadConnections.Listener listener = listener(lost);
        var submits = new SubmitBytes(uri, "t", "q");
        connections.send(submits.of(7), 7, 0, 1_000, listener);
        connections.send(submits.of(8), 8, 0, 2_000, listener);
        connections.giveUp(1_500, listener);

        assertThat(lost).containsExactly(7);
        assertThat(connections.waiting()).isOne();
        connections.giveUp(2_500, listener);
        assertThat(lost).containsExactly(7, 8);
        connections.open(2, OPEN);
        assertThat(connections.hasIdle()).isTrue();
      }
    }
  }

  private static LoadConnections.Listener listener(List<Integer> lost) {
    return new LoadConnections.Listener() {
      @Override
      public void answered(int number, long due, RawAnswer answer) {
        throw new AssertionError("nobody answers");
      }

      @Override
      public void lost(int number, long due) {
        lost.add(number);
      }
    };
  }
}
