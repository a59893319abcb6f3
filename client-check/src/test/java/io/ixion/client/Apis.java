package io.ixion.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.client.api.AgentsApi;
import io.ixion.client.api.InteractionsApi;
import io.ixion.client.api.OffersApi;
import io.ixion.client.api.QueuesApi;
import io.ixion.client.model.Problem;
import io.ixion.contract.testing.AnswerValidator;
import io.ixion.contract.testing.ApiDescription;
import io.ixion.contract.testing.CheckedClient;
import java.net.URI;
import java.net.http.HttpClient;

/** The generated client as its users set it up; every answer is compared with the description. */
final class Apis {
  static final AnswerValidator CONTRACT = new AnswerValidator(ApiDescription.ofThisBuild());

  final AgentsApi agents;
  final InteractionsApi interactions;
  final OffersApi offers;
  final QueuesApi queues;
  private final ApiClient client;

  Apis(URI node, String tenant) {
    client =
        new ApiClient() {
          @Override
          public HttpClient getHttpClient() {
            return new CheckedClient(super.getHttpClient(), CONTRACT);
          }
        };
    client.setObjectMapper(writingNulls());
    client.updateBaseUri(node.toString());
    client.setRequestInterceptor(request -> request.setHeader("Ixion-Tenant", tenant));
    agents = new AgentsApi(client);
    interactions = new InteractionsApi(client);
    offers = new OffersApi(client);
    queues = new QueuesApi(client);
  }

  /** Lets a patch delete keys: as it is generated, the client leaves out what is null. */
  static ObjectMapper writingNulls() {
    return ApiClient.createDefaultObjectMapper()
        .setDefaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
  }

  /** Why a request was refused. */
  Problem problem(ApiException refusal) {
    try {
      return client.getObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
    } catch (java.io.IOException e) {
      throw new AssertionError("no problem: " + refusal.getResponseBody(), e);
    }
  }
}
