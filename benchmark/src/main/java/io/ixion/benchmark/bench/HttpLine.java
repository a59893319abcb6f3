package io.ixion.benchmark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Blocking requests of one tenant over kept-alive connections, as light as a client can be. */
final class HttpLine implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Timeout ANSWER = Timeout.ofSeconds(30);

  private final CloseableHttpClient client;
  private final String base;
  private final String tenant;

  HttpLine(URI base, String tenant, int connections) {
    this.base = base.toString();
    this.tenant = tenant;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(connections)
                    .setMaxConnTotal(connections)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(ANSWER)
                            .setSocketTimeout(ANSWER)
                            .setValidateAfterInactivity(Timeout.ofMinutes(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(ANSWER).build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableRedirectHandling()
            .build();
  }

  private ClassicRequestBuilder request(String method, String path) {
    return ClassicRequestBuilder.create(method)
        .setUri(base + path)
        .addHeader("Ixion-Tenant", tenant);
  }

  /** Sends a request and reads the answer away; anything but a success is an error. */
  String send(String method, String path, String body) throws IOException {
    var request = request(method, path);
    if (body != null)
      request.setEntity(
          new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    return client.execute(request.build(), response -> succeeded(method + " " + path, response));
  }

  JsonNode json(String method, String path, String body) throws IOException {
    return JSON.readTree(send(method, path, body));
  }

  private static String succeeded(String what, ClassicHttpResponse response)
      throws IOException, ParseException {
    String text =
        response.getEntity() == null
            ? ""
            : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
    if (response.getCode() >= 300)
      throw new IOException(what + " answered " + response.getCode() + ": " + text);
    return text;
  }

  /** Reads an event stream until it ends: event name and data of each message. */
  void stream(String path, BiConsumer<String, JsonNode> onEvent) throws IOException {
    var request = request("GET", path).addHeader("Accept", "text/event-stream").build();
    client.execute(
        request,
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
    client.close(CloseMode.IMMEDIATE);
  }
}
