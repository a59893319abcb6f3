package io.ixion.client.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ixion.client.sample.AgentEvents.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sample does with streams that break, repeat, fall silent or are refused. */
class AgentEventsTest {
  private static final String FIRST = "id: 7-1\nevent: snapshot\ndata: {}\n\n";
  private static final String SECOND = "id: 7-2\nevent: offer\ndata: {\"offerId\":\"a\"}\n\n";
  private static final String THIRD = "id: 7-3\nevent: later\ndata: {}\n\n";

  private final Queue<Part> script = new ArrayDeque<>();
  private final List<String> resumedAfter = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService connections = Executors.newCachedThreadPool();
  private HttpServer server;

  /** What one connection gets. */
  private record Part(int status, String text, boolean thenSilence) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(connections);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    connections.shutdown();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Part part;
    synchronized (script) {
      resumedAfter.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
      part = script.remove();
    }
    try (exchange) {
      exchange.sendResponseHeaders(part.status(), 0);
      exchange.getResponseBody().write(part.text().getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      if (part.thenSilence()) over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Event> followUntil(int count, Part... parts) throws InterruptedException {
    script.addAll(List.of(parts));
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
    var events = new ArrayList<Event>();
    Predicate<Event> handler = event -> events.add(event) && events.size() < count;
    try (var stream = new AgentEvents(uri, "default", "", handler, Duration.ofMillis(200))) {
      stream.follow();
    }
    return events;
  }

  private static Part stream(String text) {
    return new Part(200, "retry: 1\n\n: comment\n\n" + text, false);
  }

  @Test
  void goesOnAfterTheLastEventThatItHandled() throws InterruptedException {
    List<Event> events =
        followUntil(3, stream(FIRST + SECOND + "id: 7-3\nevent: la"), stream(THIRD));
    assertThat(events).extracting(Event::type).containsExactly("snapshot", "offer", "later");
    assertThat(events.get(1).data()).isEqualTo("{\"offerId\":\"a\"}");
    assertThat(resumedAfter).containsExactly(null, "7-2");
  }

  @Test
  void handlesAnEventThatComesTwiceOnce() throws InterruptedException {
    List<Event> events = followUntil(3, stream(FIRST + SECOND), stream(SECOND + THIRD));
    assertThat(events).extracting(Event::id).containsExactly("7-1", "7-2", "7-3");
  }

  @Test
  void handlesNothingMoreWhenItIsEnough() throws InterruptedException {
    assertThat(followUntil(1, stream(FIRST + SECOND))).hasSize(1);
  }

  @Test
  void comesBackWhenTheNodeCannotServeIt() throws InterruptedException {
    List<Event> events = followUntil(2, stream(FIRST), new Part(503, "{}", false), stream(SECOND));
    assertThat(events).hasSize(2);
    assertThat(resumedAfter).containsExactly(null, "7-1", "7-1");
  }

  @Test
  void hangsUpOnAStreamThatIsSilent() throws InterruptedException {
    List<Event> events =
        followUntil(2, new Part(200, "retry: 1\n\n" + FIRST, true), stream(SECOND));
    assertThat(events).extracting(Event::id).containsExactly("7-1", "7-2");
  }

  @Test
  void doesNotRepeatWhatWasRefused() {
    assertThatThrownBy(() -> followUntil(1, new Part(404, "{\"code\":\"unknown-agent\"}", false)))
        .isInstanceOf(AgentEvents.Refused.class)
        .hasMessageContaining("unknown-agent");
  }
}
