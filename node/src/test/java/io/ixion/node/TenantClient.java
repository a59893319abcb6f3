package io.ixion.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.testing.Answer;
import io.ixion.contract.testing.AnswerValidator;
import io.ixion.contract.testing.ApiDescription;
import io.ixion.contract.testing.CheckedClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plain client of one tenant of a node, which compares every answer with the API's description.
 */
public record TenantClient(URI node, String tenant) {
  public static final String API = "/api/v1";
  private static final HttpClient CLIENT =
      new CheckedClient(
          HttpClient.newHttpClient(), new AnswerValidator(ApiDescription.ofThisBuild()));
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  public static String inPath(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  public Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  public Answer post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  public Answer send(String method, String path, String body, Map<String, String> headers) {
    return Answer.of(exchange(request(method, path, body, headers), BodyHandlers.ofString()));
  }

  /** The body of the agent's event stream, open. */
  public InputStream stream(String agent) {
    var request = request("GET", API + "/agents/" + inPath(agent) + "/events", "", Map.of());
    return exchange(request, BodyHandlers.ofInputStream()).body();
  }

  /** Whether the list shows an interaction in this state. */
  public boolean hasInList(String interaction, String state) {
    return get(API + "/interactions?limit=500&state=" + state)
        .json()
        .path("items")
        .findValuesAsText("id")
        .contains(interaction);
  }

  /** The items of all pages. */
  public List<JsonNode> items(String path) {
    var items = new ArrayList<JsonNode>();
    String cursor = "";
    do {
      JsonNode page = get(path + "?limit=100" + cursor).json();
      page.path("items").forEach(items::add);
      cursor = page.at("/page/next").asText("");
      if (!cursor.isEmpty()) cursor = "&cursor=" + inPath(cursor);
    } while (!cursor.isEmpty());
    return items;
  }

  private HttpRequest request(
      String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(node.resolve(path))
            .timeout(PATIENCE)
            .header("Ixion-Tenant", tenant)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    headers.forEach(request::header);
    return request.build();
  }

  private static <T> HttpResponse<T> exchange(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
