package io.ixion.client.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads the stream of an agent, which generated clients cannot, with nothing but the JDK: connects
 * again whenever it is lost, and goes on after the last event that was handled.
 */
public final class AgentEvents implements AutoCloseable {
  /** A comment comes every ten seconds; a stream that is silent for longer is dead. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** The session of an agent outlives the loss of its stream by 20 s only. */
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private final HttpRequest request;
  private final Duration silence;
  private final Predicate<Event> handler;
  private volatile boolean closed;
  private volatile InputStream open = InputStream.nullInputStream();
  private volatile long heard = System.nanoTime();
  private String lastId;
  private long retryMillis = 1_000;

  /**
   * One event.
   *
   * @param id its position in the stream; opaque
   * @param type e.g. {@code offer}; ignore those that you do not know
   * @param data the notice, JSON
   */
  public record Event(String id, String type, String data) {}

  /** The stream was refused for good. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(int status, String problem) {
      super(status + " " + problem);
    }
  }

  /**
   * @param stream {@code http://NODE/api/v1/agents/AGENT/events}
   * @param lastId that of the last event that was handled; empty to begin with a snapshot
   * @param handler is called for one event after the other, says whether to go on, and may see one
   *     again after a crash
   */
  public AgentEvents(URI stream, String tenant, String lastId, Predicate<Event> handler) {
    this(stream, tenant, lastId, handler, SILENCE);
  }

  AgentEvents(
      URI stream, String tenant, String lastId, Predicate<Event> handler, Duration silence) {
    this.request =
        HttpRequest.newBuilder(stream)
            .header("Accept", "text/event-stream")
            .header("Ixion-Tenant", tenant)
            .timeout(Duration.ofSeconds(10)) // for the head of the answer
            .build();
    this.lastId = lastId;
    this.handler = handler;
    this.silence = silence;
  }

  /** Follows the stream until the handler does not go on, or it is closed. */
  public void follow() throws InterruptedException {
    long look = silence.toMillis() / 10;
    watch.scheduleWithFixedDelay(this::hangUpOnSilence, look, look, TimeUnit.MILLISECONDS);
    for (int failures = 0; !closed; ) {
      try {
        HttpResponse<InputStream> response = client.send(resumed(), BODY);
        failures = response.statusCode() == 200 ? 0 : failures + 1;
        if (failures == 0) read(response.body());
        else refused(response);
      } catch (IOException lost) {
        failures++;
      }
      if (!closed) TimeUnit.MILLISECONDS.sleep(pause(failures));
    }
  }

  private static final HttpResponse.BodyHandler<InputStream> BODY =
      HttpResponse.BodyHandlers.ofInputStream();

  private HttpRequest resumed() {
    if (lastId.isEmpty()) return request;
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .header("Last-Event-ID", lastId)
        .build();
  }

  private void read(InputStream body) throws IOException {
    heard = System.nanoTime();
    open = body;
    String id = lastId;
    String type = "";
    var data = new StringBuilder();
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
        heard = System.nanoTime();
        if (line.isEmpty()) {
          if (data.length() > 0) handle(new Event(id, type, data.toString()));
          data.setLength(0);
        } else if (line.startsWith("id: ")) id = line.substring("id: ".length());
        else if (line.startsWith("event: ")) type = line.substring("event: ".length());
        else if (line.startsWith("data: ")) data.append(line.substring("data: ".length()));
        else if (line.startsWith("retry: "))
          retryMillis = Long.parseLong(line.substring("retry: ".length()));
        // what begins with a colon is a comment: it shows that the stream lives
      }
    }
  }

  private void handle(Event event) {
    if (event.id().equals(lastId)) return; // seen already
    if (!handler.test(event)) close();
    lastId = event.id(); // only now: what was not handled comes again
  }

  private static void refused(HttpResponse<InputStream> response) throws IOException {
    int status = response.statusCode();
    try (InputStream body = response.body()) {
      String problem = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      if (status / 100 == 4 && status != 408 && status != 429) throw new Refused(status, problem);
    }
  }

  private long pause(int failures) {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, retryMillis << Math.min(failures, 6));
    return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
  }

  private void hangUpOnSilence() {
    if (System.nanoTime() - heard > silence.toNanos()) hangUp();
  }

  private void hangUp() {
    try {
      open.close();
    } catch (IOException e) {
      // it is gone in any case
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    hangUp();
  }
}
