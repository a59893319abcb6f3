package io.ixion.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.ixion.contract.testing.AnswerValidator;
import io.ixion.contract.testing.ApiDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The real server with stubbed ports on a free port, and a plain client that compares every answer
 * with the API's description.
 */
public final class TestApi implements AutoCloseable {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final AnswerValidator CONTRACT = new AnswerValidator(ApiDescription.ofThisBuild());

  public final StubEngine engine = new StubEngine();
  public final AtomicBoolean databaseUp = new AtomicBoolean(true);
  private final ActorSystem<Void> system;
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException("no JSON: " + response.body(), e);
      }
    }

    public String code() {
      return json().path("code").asText();
    }
  }

  public TestApi() {
    this("");
  }

  public TestApi(String overrides) {
    var config =
        ConfigFactory.parseString(overrides)
            .withFallback(ConfigFactory.parseString("ixion.http { port = 0, drain = 0s }"))
            .withFallback(HttpSettings.defaults())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    system = ActorSystem.create(Behaviors.empty(), "api-test", config);
    server =
        new HttpServer(
            system,
            engine,
            () -> CompletableFuture.completedFuture(databaseUp.get()),
            HttpSettings.from(config));
    server.open().toCompletableFuture().join();
  }

  public URI uri(String path) {
    return URI.create(server.uri() + path);
  }

  public HttpClient client() {
    return client;
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  public Answer post(String path, String body, String... headers) {
    return withBody("POST", path, body, headers);
  }

  public Answer withBody(String method, String path, String body, String... headers) {
    var all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send(method, path, HttpRequest.BodyPublishers.ofString(body), all);
  }

  public Answer send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20)).method(method, body);
    for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    try {
      return new Answer(
          CONTRACT.check(client.send(request.build(), HttpResponse.BodyHandlers.ofString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Tells the server to stop, and does not wait for it. */
  public void beginToStop() {
    system.terminate();
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
