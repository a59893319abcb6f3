package io.ixion.benchmark.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.client.SampleData;
import io.ixion.contract.testing.AnswerValidator;
import io.ixion.contract.testing.ApiDescription;
import io.ixion.contract.testing.CheckedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Interactions with nested data, submitted before nodes die: they must show the same data whichever
 * node is asked, in the list and in their history, and take a patch, after all of it.
 */
final class WholeData {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String TENANT = "whole-data";
  private static final int MANY = 30;

  private final HttpClient client =
      new CheckedClient(
          HttpClient.newHttpClient(), new AnswerValidator(ApiDescription.ofThisBuild()));
  private final List<String> submitted = new ArrayList<>();

  void submit(List<URI> nodes) throws IOException, InterruptedException {
    send(nodes.get(0), "PUT", "/api/v1/queues/q", "{}");
    for (int i = 0; i < MANY; i++) {
      String body = "{\"queue\":\"q\",\"mediaType\":\"email\",\"data\":" + SampleData.of(i) + "}";
      JsonNode answer = send(nodes.get(i % nodes.size()), "POST", "/api/v1/interactions", body);
      assertThat(answer.path("data")).isEqualTo(expected(i));
      submitted.add("/api/v1/interactions/" + answer.path("id").asText());
    }
  }

  void verify(List<URI> nodes) throws IOException, InterruptedException {
    for (int i = 0; i < MANY; i++) {
      String path = submitted.get(i);
      for (URI node : nodes)
        assertThat(send(node, "GET", path, null).path("data")).as(path).isEqualTo(expected(i));
      JsonNode events = send(nodes.get(i % nodes.size()), "GET", path + "/events", null);
      assertThat(events.at("/items/0/data")).as(path).isEqualTo(expected(i));
    }
    JsonNode list = send(nodes.get(0), "GET", "/api/v1/interactions?limit=" + MANY, null);
    assertThat(list.path("items")).hasSize(MANY);
    for (JsonNode each : list.path("items"))
      assertThat(each.path("data"))
          .isEqualTo(expected(submitted.indexOf(each.at("/links/self").asText())));
    String patch = "{\"data\":{\"customer\":{\"vip\":null,\"address\":{\"city\":\"Kraków\"}}}}";
    for (int i = 0; i < MANY; i++) {
      ObjectNode patched = expected(i);
      ((ObjectNode) patched.path("customer")).remove("vip");
      ((ObjectNode) patched.at("/customer/address")).put("city", "Kraków");
      JsonNode answer = send(nodes.get(i % nodes.size()), "PATCH", submitted.get(i), patch);
      assertThat(answer.path("data")).isEqualTo(patched);
    }
  }

  private static ObjectNode expected(int number) throws IOException {
    return (ObjectNode) JSON.readTree(SampleData.of(number).toString());
  }

  private JsonNode send(URI node, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(node.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Ixion-Tenant", TENANT)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer::body).isLessThan(300);
    return JSON.readTree(answer.body());
  }
}
