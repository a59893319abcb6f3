package io.ixion.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The whole life of one interaction, driven over HTTP, and what operators read meanwhile. */
final class TrainingLife {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/v1/";
  private static final String AGENT = API + "agents/trainee";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_MS = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI node;

  TrainingLife(URI node) {
    this.node = node;
  }

  void live() throws IOException, InterruptedException {
    send("PUT", API + "queues/training", "{}");
    send("PUT", AGENT, "{}");
    send("POST", AGENT + "/session", "{\"media\": {\"chat\": \"ready\"}}");
    String id =
        send(
                "POST",
                API + "interactions",
                "{\"queue\": \"training\", \"mediaType\": \"chat\", \"data\": {\"subject\": \"a question\"}}")
            .path("id")
            .asText();
    send("POST", API + "offers/" + offerOf(id) + "/accept", "");
    send("POST", API + "interactions/" + id + "/stop", "{\"reason\": \"done\"}");
    send("DELETE", AGENT + "/session", "");
    send("GET", API + "interactions", "");
    exchange("GET", "/health/ready", "");
    exchange("GET", "/metrics", "");
  }

  private String offerOf(String id) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      JsonNode now = send("GET", API + "interactions/" + id, "");
      if (now.has("offerId")) return now.path("offerId").asText();
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    throw new IOException("expected an offer of " + id + " within " + LIMIT);
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    return JSON.readTree(exchange(method, path, body));
  }

  private String exchange(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(node.resolve(path))
            .timeout(LIMIT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    if (!method.equals("GET")) request.header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() < 300) return answer.body();
    throw new IOException(
        method + " " + path + " gave " + answer.statusCode() + ": " + answer.body());
  }
}
