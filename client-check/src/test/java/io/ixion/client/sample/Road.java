package io.ixion.client.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.client.ApiClient;
import io.ixion.client.ApiException;
import io.ixion.client.ApiResponse;
import io.ixion.client.api.AgentsApi;
import io.ixion.client.api.InteractionsApi;
import io.ixion.client.api.OffersApi;
import io.ixion.client.api.QueuesApi;
import io.ixion.client.model.AgentProfile;
import io.ixion.client.model.DataPatch;
import io.ixion.client.model.Interaction;
import io.ixion.client.model.InteractionEvent;
import io.ixion.client.model.InteractionEventList;
import io.ixion.client.model.InteractionList;
import io.ixion.client.model.Login;
import io.ixion.client.model.Offer;
import io.ixion.client.model.Problem;
import io.ixion.client.model.QueueSettings;
import io.ixion.client.model.Readiness;
import io.ixion.client.model.Reason;
import io.ixion.client.model.RecordedEvent;
import io.ixion.client.model.Submission;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The road of an interaction with the generated Java client (library native). */
public final class Road {
  private final Repeats repeats = new Repeats();
  private final URI node;
  private final String tenant;
  private final ObjectMapper json;
  private final QueuesApi queues;
  private final AgentsApi agents;
  private final InteractionsApi interactions;
  private final OffersApi offers;

  public Road(URI node, String tenant) {
    this.node = node;
    this.tenant = tenant;
    var client = new ApiClient();
    client.updateBaseUri(node.toString());
    // later: Authorization, too
    client.setRequestInterceptor(request -> request.setHeader("Ixion-Tenant", tenant));
    // as it is generated, the client leaves out what is null, and a patch could delete nothing
    json =
        ApiClient.createDefaultObjectMapper()
            .setDefaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    client.setObjectMapper(json);
    queues = new QueuesApi(client);
    agents = new AgentsApi(client);
    interactions = new InteractionsApi(client);
    offers = new OffersApi(client);
  }

  /** Drives one interaction from the submit to the stop; gives the types of its events. */
  public List<String> drive() throws ApiException, InterruptedException {
    var chats = new Login().media(Map.of("chat", Readiness.READY));
    repeats.call(true, () -> queues.putQueue("inbound", new QueueSettings(), null));
    repeats.call(true, () -> agents.putAgent("ana", new AgentProfile(), null, null, null, null));
    repeats.call(true, () -> agents.logInAgent("ana", chats, null, "\"login-1\"", null, null));

    String id = submitOnce();
    changeOnlyIfUnchanged(id);
    while (list().stream().noneMatch(each -> each.getId().equals(id))) Thread.sleep(200);
    repeats.call(
        true, () -> interactions.resumeInteraction(id, null, null, "\"resume-1\"", null, null));
    work();
    List<String> types = types(id);
    while (!types.contains("StoppedEvent")) {
      Thread.sleep(200); // lists follow the changes with a short delay
      types = types(id);
    }
    return types;
  }

  private String submitOnce() throws ApiException, InterruptedException {
    Submission chat =
        new Submission()
            .queue("inbound")
            .mediaType("chat")
            .isHeld(true)
            .data(Map.of("customer", Map.of("name", "José")));
    Repeats.Call<ApiResponse<Interaction>> submit =
        () -> interactions.submitInteractionWithHttpInfo(chat, null, "\"order-4711\"");
    Interaction submitted = repeats.call(true, submit).getData();
    ApiResponse<Interaction> again = repeats.call(true, submit);
    require(again.getHeaders().containsKey("idempotent-replayed"), "done twice");
    return submitted.getId();
  }

  private void changeOnlyIfUnchanged(String id) throws ApiException {
    Map<String, Object> data = new HashMap<>();
    data.put("note", null); // deletes the key
    DataPatch patch = new DataPatch().data(data);
    String etag =
        interactions
            .getInteractionWithHttpInfo(id, null, null, null)
            .getHeaders()
            .get("etag")
            .get(0);
    interactions.changeInteractionData(id, patch, null, null, etag, null, null);
    try {
      interactions.changeInteractionData(id, patch, null, null, etag, null, null);
      throw new AssertionError("it has changed since");
    } catch (ApiException refused) {
      require(problem(refused).getCode().equals("stale-revision"), refused.getResponseBody());
    }
  }

  private Problem problem(ApiException refused) {
    return read(refused.getResponseBody(), Problem.class);
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (java.io.IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private List<Interaction> list() throws ApiException, InterruptedException {
    var found = new ArrayList<Interaction>();
    String cursor = null;
    do {
      String from = cursor;
      InteractionList page =
          repeats.call(
              true,
              () ->
                  interactions.listInteractions(null, "inbound", null, null, null, null, 50, from));
      found.addAll(page.getItems());
      cursor = page.getPage().getNext();
    } while (cursor != null); // a page may hold less than asked for: only this is the end
    return found;
  }

  private void work() throws InterruptedException {
    URI stream = node.resolve("/api/v1/agents/ana/events");
    try (var events = new AgentEvents(stream, tenant, "", this::isToGoOn)) {
      events.follow();
    }
  }

  /** A snapshot holds all that is open; there are other types, and more will come. */
  private boolean isToGoOn(AgentEvents.Event event) {
    try {
      JsonNode notice = json.readTree(event.data());
      boolean isOffer = event.type().equals("offer");
      for (JsonNode offer : isOffer ? List.of(notice) : notice.path("offers"))
        accept(json.treeToValue(offer, Offer.class));
      boolean isWork = event.type().equals("assigned");
      for (JsonNode work :
          isWork ? List.of(notice.path("interaction")) : notice.path("interactions"))
        stop(json.treeToValue(work, Interaction.class));
    } catch (JsonProcessingException | ApiException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return !event.type().equals("taken");
  }

  private void accept(Offer offer) throws ApiException, InterruptedException {
    repeats.call(true, () -> offers.acceptOffer(offer.getOfferId(), null, null, null, null));
  }

  private void stop(Interaction work) throws ApiException, InterruptedException {
    var solved = new Reason().reason("solved");
    repeats.call(
        true,
        () ->
            interactions.stopInteraction(
                work.getId(), null, "\"stop-1\"", null, null, "ana", solved));
  }

  private List<String> types(String id) throws ApiException, InterruptedException {
    InteractionEventList events =
        repeats.call(true, () -> interactions.listInteractionEvents(id, null, null, null, null));
    return events.getItems().stream().map(Road::type).toList();
  }

  /** The class that was generated for an event; OtherEvent for one of a later version. */
  private static String type(RecordedEvent event) {
    Object type = event.getActualInstance();
    if (type instanceof InteractionEvent known) type = known.getActualInstance();
    return type.getClass().getSimpleName();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) throw new AssertionError(otherwise);
  }
}
