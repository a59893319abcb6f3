package io.ixion.benchmark.startup;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * One interaction through its whole life and one that waits, made through the API: the patterns of
 * the stored ones.
 *
 * @param queue in which both were
 * @param stopped submitted, offered, accepted and stopped
 * @param waiting submitted
 */
record OneLife(String queue, String stopped, String waiting) {
  static final String TENANT = "default";
  private static final String QUEUE = "startup-pattern";
  private static final String AGENT = "/api/v1/agents/startup-agent";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  static OneLife live(Api api) throws IOException {
    sent(api, "PUT", "/api/v1/queues/" + QUEUE, "{}");
    sent(api, "PUT", AGENT, "{}");
    sent(api, "POST", AGENT + "/session", "{\"media\":{\"chat\":\"ready\"}}");
    String stopped = submitted(api, QUEUE);
    String offer = offerOf(api, stopped);
    sent(api, "POST", "/api/v1/offers/" + offer + "/accept", null);
    sent(api, "POST", "/api/v1/interactions/" + stopped + "/stop", "{\"reason\":\"done\"}");
    sent(api, "DELETE", AGENT + "/session", null);
    return new OneLife(QUEUE, stopped, submitted(api, QUEUE));
  }

  static String submission(String queue) {
    return """
    {"queue":"%s","mediaType":"chat","type":"Inbound","subtype":"InboundNew","externalId":"case-4711","priority":10,
     "data":{"subject":"a question about the invoice","customer":"C-0815","language":"en"}}
    """
        .formatted(queue);
  }

  private static String submitted(Api api, String queue) throws IOException {
    return sent(api, "POST", "/api/v1/interactions", submission(queue)).path("id").asText();
  }

  private static String offerOf(Api api, String id) throws IOException {
    String path = "/api/v1/interactions/" + id;
    boolean offered =
        Signals.await(
            LIMIT,
            () -> {
              try {
                return sent(api, "GET", path, null).has("offerId");
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    if (!offered) throw new IOException("expected an offer of " + id + " within " + LIMIT);
    return sent(api, "GET", path, null).path("offerId").asText();
  }

  private static JsonNode sent(Api api, String method, String path, String body)
      throws IOException {
    Api.Answer answer = api.send(method, path, body);
    if (answer.isSuccess()) return answer.body();
    throw new IOException(method + " " + path + " gave " + answer.status() + ": " + answer.body());
  }
}
