package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;

/**
 * One tenant's requests, each thread over a kept-alive connection of its own, and event streams.
 */
final class HttpLine implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String tenant;
  private final Queue<KeptConnection> connections = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<KeptConnection> ownConnection = new ThreadLocal<>();
  private final CloseableHttpClient streams;

  HttpLine(URI base, String tenant, int mostStreams) {
    this.base = base;
    this.tenant = tenant;
    this.streams =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(mostStreams)
                    .setMaxConnTotal(mostStreams)
                    .build())
            .disableAutomaticRetries()
            .disableContentCompression()
            .build();
  }

  /** Sends a request on this thread's connection; anything but a success is an error. */
  String send(String method, String path, String body) throws IOException {
    KeptConnection.Answer answer = connection().send(method, path, body);
    if (answer.status() >= 300)
      throw new IOException(
          method + " " + path + " answered " + answer.status() + ": " + answer.body());
    return answer.body();
  }

  private KeptConnection connection() throws IOException {
    KeptConnection own = ownConnection.get();
    if (own == null || own.isStale()) {
      own = new KeptConnection(base, tenant);
      ownConnection.set(own);
      connections.add(own);
    }
    return own;
  }

  JsonNode json(String method, String path, String body) throws IOException {
    return JSON.readTree(send(method, path, body));
  }

  /** Reads an event stream until it ends: event name and data of each message. */
  void stream(String path, BiConsumer<String, JsonNode> onEvent) throws IOException {
    var request =
        ClassicRequestBuilder.get(base + path)
            .addHeader("Ixion-Tenant", tenant)
            .addHeader("Accept", "text/event-stream");
    streams.execute(
        request.build(),
        response -> {
          if (response.getCode() != 200)
            throw new IOException(path + " answered " + response.getCode());
          try (var lines =
              new BufferedReader(
                  new InputStreamReader(
                      response.getEntity().getContent(), StandardCharsets.UTF_8))) {
            read(lines, onEvent);
          }
          return null;
        });
  }

  private static void read(BufferedReader lines, BiConsumer<String, JsonNode> onEvent)
      throws IOException {
    String event = "message";
    var data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event:")) event = line.substring(6).trim();
      else if (line.startsWith("data:")) data.append(line, 5, line.length());
      else if (line.isEmpty() && data.length() > 0) {
        onEvent.accept(event, JSON.readTree(data.toString()));
        data.setLength(0);
      }
    }
  }

  @Override
  public void close() throws IOException {
    streams.close(CloseMode.IMMEDIATE);
    for (KeptConnection connection : connections) connection.close();
  }
}
