package io.ixion.benchmark.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * One tenant's way to API v1. A request that gets no answer, or one of 429, 503 and 504, is
 * repeated with the same idempotency key, at the next node if there are several, until the patience
 * is over: a node or its database may be on its way back.
 */
public final class Api implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Witness> WITNESSES = Witness.all();
  private static final Set<Integer> LATER = Set.of(429, 503, 504);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final CloseableHttpClient client;
  private final List<String> bases;
  private final String tenant;
  private final Duration patience;
  private final AtomicLong retried = new AtomicLong();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean closed;

  /**
   * An answer with its status; 4xx are answers too.
   *
   * @param saysWhen to repeat the request (Retry-After)
   */
  public record Answer(int status, boolean replayed, boolean saysWhen, JsonNode body) {
    public boolean isSuccess() {
      return status < 300;
    }

    public String code() {
      return body.path("code").asText("");
    }
  }

  public Api(URI base, String tenant, int connections, Duration patience) {
    this(List.of(base), tenant, connections, patience, ANSWER);
  }

  /**
   * Requests and streams are spread over the nodes.
   *
   * @param connections most of them to one node
   * @param silence how long an attempt waits for its answer and a stream for its next sign of life
   */
  public Api(List<URI> nodes, String tenant, int connections, Duration patience, Duration silence) {
    this.bases = nodes.stream().map(node -> node.toString().replaceAll("/$", "")).toList();
    this.tenant = tenant;
    this.patience = patience;
    Timeout limit = Timeout.of(silence);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(connections)
                    .setMaxConnTotal(connections * nodes.size())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(limit)
                            .setSocketTimeout(limit)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(limit).build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /** Sends with a key of its own. */
  public Answer send(String method, String path, String body) throws IOException {
    return send(method, path, body, UUID.randomUUID().toString());
  }

  /** Sends until there is an answer; the key makes it one request, however often it is sent. */
  public Answer send(String method, String path, String body, String key) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MS;
    for (int node = nextNode(); ; node++) {
      try {
        Answer answer = attempt(node, method, path, body, key);
        if (!LATER.contains(answer.status())) return answer;
        if (System.nanoTime() > end) return answer;
      } catch (IOException noAnswer) {
        if (closed || System.nanoTime() > end)
          throw new IOException(
              method
                  + " "
                  + path
                  + " got no answer for "
                  + patience.toSeconds()
                  + " s: "
                  + noAnswer,
              noAnswer);
      }
      retried.incrementAndGet();
      pause(pause);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
  }

  public int nodes() {
    return bases.size();
  }

  /** The node whose turn it is, counted up for ever. */
  public int nextNode() {
    return turn.getAndIncrement() & Integer.MAX_VALUE;
  }

  /**
   * Sends once. Without an answer it is unknown whether the request took effect.
   *
   * @param node which of the nodes, counted around
   */
  public Answer attempt(int node, String method, String path, String body, String key)
      throws IOException {
    var request =
        ClassicRequestBuilder.create(method)
            .setUri(base(node) + path)
            .addHeader("Ixion-Tenant", tenant);
    if (!method.equals("GET")) request.addHeader("Idempotency-Key", "\"" + key + "\"");
    if (body != null)
      request.setEntity(
          new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    return client.execute(
        request.build(),
        response -> {
          byte[] bytes =
              response.getEntity() == null
                  ? new byte[0]
                  : EntityUtils.toByteArray(response.getEntity());
          witness(method, pathOf(base(node) + path), response, bytes);
          JsonNode json = bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
          return new Answer(
              response.getCode(),
              response.containsHeader("Idempotent-Replayed"),
              response.containsHeader("Retry-After"),
              json);
        });
  }

  private static void witness(String method, String path, ClassicHttpResponse answer, byte[] body) {
    if (WITNESSES.isEmpty()) return;
    var headers = new HashMap<String, List<String>>();
    for (Header header : answer.getHeaders())
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
    String text = new String(body, StandardCharsets.UTF_8);
    for (Witness each : WITNESSES) each.answered(method, path, answer.getCode(), headers, text);
  }

  private static String pathOf(String uri) {
    return URI.create(uri).getRawPath();
  }

  private String base(int node) {
    return bases.get(Math.floorMod(node, bases.size()));
  }

  /**
   * Reads an agent's event stream for ever, from wherever it broke off, until {@code stop} says so.
   */
  public void follow(String path, EventStream.Listener listener, BooleanSupplier stop) {
    var stream =
        new EventStream(
            listener,
            (event, data) ->
                WITNESSES.forEach(each -> each.told(pathOf(base(0) + path), event, data)));
    for (int node = nextNode(); !closed && !stop.getAsBoolean(); node++) {
      var request =
          ClassicRequestBuilder.get(base(node) + path)
              .addHeader("Ixion-Tenant", tenant)
              .addHeader("Accept", "text/event-stream");
      stream.lastId().ifPresent(id -> request.addHeader("Last-Event-ID", id));
      try {
        client.execute(
            request.build(),
            response -> {
              if (response.getCode() == 200) stream.read(response.getEntity().getContent(), stop);
              return null;
            });
      } catch (IOException | UncheckedIOException broken) {
        retried.incrementAndGet();
      }
      if (!closed && !stop.getAsBoolean()) pause(FIRST_PAUSE_MS * 2);
    }
  }

  /** Requests and streams that had to be repeated. */
  public long retried() {
    return retried.get();
  }

  private static void pause(long millis) throws IllegalStateException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    client.close(CloseMode.IMMEDIATE);
  }
}
