package io.ixion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ixion.client.model.AgentProfile;
import io.ixion.client.model.DataPatch;
import io.ixion.client.model.Interaction;
import io.ixion.client.model.InteractionEvent;
import io.ixion.client.model.InteractionEventList;
import io.ixion.client.model.InteractionList;
import io.ixion.client.model.Login;
import io.ixion.client.model.Placement;
import io.ixion.client.model.Problem;
import io.ixion.client.model.QueueSettings;
import io.ixion.client.model.Readiness;
import io.ixion.client.model.Reason;
import io.ixion.client.model.RecordedEvent;
import io.ixion.client.model.Submission;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The generated Java client on a real node. */
@ExtendWith(RunningNode.class)
class GeneratedClientIT {
  private static final String UNKNOWN = "ixn_00000000000000000000000000";

  private final URI node;
  private Apis api;

  GeneratedClientIT(URI node) {
    this.node = node;
  }

  private void tenant(String name) throws ApiException {
    api = new Apis(node, name);
    api.queues.putQueue("inbound", new QueueSettings(), null);
  }

  private void agent(String id) throws ApiException {
    api.agents.putAgent(id, new AgentProfile().skills(Map.of("german", 3)), null, null, null, null);
    api.agents.logInAgent(
        id, new Login().media(Map.of("chat", Readiness.READY)), null, null, null, null);
  }

  private static Submission chat() {
    return new Submission().queue("inbound").mediaType("chat").skills(Map.of("german", 1));
  }

  private Interaction submit(Submission submission) throws ApiException {
    return api.interactions.submitInteraction(submission, null, null);
  }

  private Interaction read(String id) throws ApiException {
    return api.interactions.getInteraction(id, null, null, null);
  }

  private Interaction offered(String id) throws Exception {
    return Until.is(interaction -> interaction.getState().equals("offered"), () -> read(id));
  }

  private Interaction accepted(String id) throws Exception {
    return api.offers.acceptOffer(offered(id).getOfferId(), null, null, null, null);
  }

  private Interaction change(String id, Map<String, Object> data, String ifMatch)
      throws ApiException {
    return api.interactions.changeInteractionData(
        id, new DataPatch().data(data), null, null, ifMatch, null, null);
  }

  private Problem refused(int status, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(status);
    return api.problem(refusal);
  }

  @Test
  void submitsWithNestedDataOnceHoweverOftenItIsSent() throws Exception {
    tenant("clients-submit");
    Map<String, Object> data =
        Map.of("customer", Map.of("name", "José Groß", "tags", List.of(1, 2.5, "three", true)));
    Submission submission = chat().data(data).isHeld(true).externalId("order-4711");

    ApiResponse<Interaction> first =
        api.interactions.submitInteractionWithHttpInfo(submission, null, "\"order-4711\"");
    assertThat(first.getStatusCode()).isEqualTo(201);
    assertThat(first.getHeaders().get("etag")).containsExactly("\"r1\"");
    Interaction submitted = first.getData();
    assertThat(submitted.getState()).isEqualTo("queued");
    assertThat(submitted.getData()).isEqualTo(data);

    ApiResponse<Interaction> again =
        api.interactions.submitInteractionWithHttpInfo(submission, null, "\"order-4711\"");
    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getHeaders().get("idempotent-replayed")).containsExactly("true");
    assertThat(again.getData()).isEqualTo(submitted);

    assertThat(
            refused(
                    422,
                    () ->
                        api.interactions.submitInteraction(
                            submission.externalId("order-4712"), null, "\"order-4711\""))
                .getCode())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void changesOnlyWhatItHasSeen() throws Exception {
    tenant("clients-conditions");
    String id = submit(chat().isHeld(true)).getId();
    ApiResponse<Interaction> read =
        api.interactions.getInteractionWithHttpInfo(id, null, null, null);
    String etag = read.getHeaders().get("etag").get(0);

    assertThat(change(id, Map.of("note", "called"), etag).getRevision()).isEqualTo(2);
    Problem stale = refused(412, () -> change(id, Map.of("note", "lost"), etag));
    assertThat(stale.getCode()).isEqualTo("stale-revision");
    assertThat(stale.getDetail()).contains("revision");

    Interaction present = change(id, Collections.singletonMap("note", null), "\"r2\"");
    assertThat(present.getData()).isEmpty();
    ApiException unchanged =
        catchThrowableOfType(
            ApiException.class, () -> api.interactions.getInteraction(id, null, null, "\"r3\""));
    assertThat(unchanged.getCode()).isEqualTo(304);
  }

  @Test
  void drivesALifeFromSubmitToStop() throws Exception {
    tenant("clients-life");
    agent("ana");
    String id = submit(chat()).getId();

    Interaction offered = offered(id);
    assertThat(offered.getOfferedTo()).isEqualTo("ana");
    Interaction accepted = api.offers.acceptOffer(offered.getOfferId(), null, null, null, null);
    assertThat(accepted.getState()).isEqualTo("handling");
    assertThat(accepted.getAssignedTo()).isEqualTo("ana");
    change(id, Map.of("solved", true), null);
    Interaction stopped =
        api.interactions.stopInteraction(
            id, null, "\"stop-1\"", null, null, "ana", new Reason().reason("solved"));
    assertThat(stopped.getState()).isEqualTo("stopped");
    assertThat(stopped.getStopReason()).isEqualTo("solved");

    InteractionEventList events =
        Until.is(
            page -> page.getItems().size() == stopped.getRevision(),
            () -> api.interactions.listInteractionEvents(id, null, null, null, null));
    assertThat(events.getItems())
        .extracting(GeneratedClientIT::type)
        .containsExactly(
            "SubmittedEvent", "OfferedEvent", "AcceptedEvent", "DataChangedEvent", "StoppedEvent");
    InteractionEvent offer = events.getItems().get(1).getInteractionEvent();
    assertThat(offer.getOfferedEvent().getAgent()).isEqualTo("ana");
    InteractionEvent stop = events.getItems().get(4).getInteractionEvent();
    assertThat(stop.getStoppedEvent().getReason()).isEqualTo("solved");
  }

  @Test
  void readsEveryEventAsItsOwnClass() throws Exception {
    tenant("clients-events");
    agent("eve");
    Interaction missed = offered(submit(chat().isOnline(true)).getId());

    String own = submit(chat().isHeld(true).skills(Map.of("none-has-it", 1))).getId();
    change(own, Map.of("a", Map.of("b", List.of())), null);
    api.interactions.resumeInteraction(own, null, null, null, null, null);
    api.interactions.holdInteraction(
        own, null, null, null, null, null, new Reason().reason("papers"));
    api.interactions.placeInteractionInQueue(
        own, new Placement().queue("inbound").hold(true), null, null, null, null, null);
    api.interactions.markInteractionOffline(missed.getId(), null, null, null, null, null);

    var seen = new TreeSet<String>();
    Until.is(types -> types.contains("OfferExpiredEvent"), () -> types(missed.getId()));
    api.offers.rejectOffer(offered(missed.getId()).getOfferId(), null, null, null, null, null);
    offered(missed.getId());
    api.agents.logOutAgent("eve", null, null, null, null); // rescinds
    agent("eve");
    accepted(missed.getId());
    api.agents.logOutAgent("eve", null, null, null, null); // releases
    for (String id : List.of(missed.getId(), own)) {
      Interaction stopped =
          api.interactions.stopInteraction(id, null, null, null, null, null, null);
      Until.is(types -> types.size() == stopped.getRevision(), () -> types(id));
      seen.addAll(types(id));
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "SubmittedEvent",
            "DataChangedEvent",
            "PlacedInQueueEvent",
            "HeldEvent",
            "ResumedEvent",
            "WentOfflineEvent",
            "OfferedEvent",
            "AcceptedEvent",
            "RejectedEvent",
            "OfferExpiredEvent",
            "RescindedEvent",
            "ReleasedEvent",
            "StoppedEvent");
  }

  private static String type(RecordedEvent event) {
    return event.getInteractionEvent().getActualInstance().getClass().getSimpleName();
  }

  /** The classes of all events of an interaction, in order, read in small pages. */
  private List<String> types(String id) throws ApiException {
    var types = new ArrayList<String>();
    String cursor = null;
    do {
      InteractionEventList page = api.interactions.listInteractionEvents(id, null, null, 2, cursor);
      page.getItems().forEach(event -> types.add(type(event)));
      cursor = page.getPage().getNext();
    } while (cursor != null);
    return types;
  }

  @Test
  void readsAListPageByPage() throws Exception {
    tenant("clients-pages");
    var submitted = new HashSet<String>();
    for (int i = 0; i < 7; i++) submitted.add(submit(chat().isHeld(true)).getId());

    List<String> listed = Until.is(ids -> ids.size() == 7, this::listed);
    assertThat(new HashSet<>(listed)).isEqualTo(submitted);
  }

  private List<String> listed() throws ApiException {
    var ids = new ArrayList<String>();
    String cursor = null;
    do {
      InteractionList page =
          api.interactions.listInteractions(null, "inbound", null, null, null, null, 3, cursor);
      assertThat(page.getItems()).hasSizeLessThanOrEqualTo(3);
      page.getItems().forEach(interaction -> ids.add(interaction.getId()));
      cursor = page.getPage().getNext();
    } while (cursor != null);
    return ids;
  }

  @Test
  void readsWhyItWasRefused() throws Exception {
    tenant("clients-refusals");
    agent("ana");
    String id = submit(chat()).getId();
    String offer = accepted(id).getOfferId();
    api.interactions.stopInteraction(id, null, null, null, null, null, null);

    assertThat(refused(404, () -> read(UNKNOWN)).getCode()).isEqualTo("not-found");
    assertThat(refused(404, () -> api.agents.getAgent("nobody", null, null, null)).getCode())
        .isEqualTo("unknown-agent");
    assertThat(refused(400, () -> read("ixn_1")).getCode()).isEqualTo("invalid-id");
    assertThat(refused(422, () -> submit(chat().queue("nowhere"))).getCode())
        .isEqualTo("unknown-queue");
    assertThat(refused(409, () -> change(id, Map.of("a", 1), null)).getCode())
        .isEqualTo("already-stopped");
    Problem late = refused(409, () -> api.offers.rejectOffer(offer, null, null, null, null, null));
    assertThat(late.getCode()).isIn("offer-ended", "already-stopped");
    assertThat(late.getRetryable()).isFalse();
    assertThat(late.getStatus()).isEqualTo(409);
    assertThat(late.getInstance()).isEqualTo("/api/v1/offers/" + offer + "/reject");

    Problem invalid = refused(422, () -> submit(chat().priority(-1)));
    assertThat(invalid.getCode()).isEqualTo("invalid-value");
    assertThat(invalid.getErrors().get(0).getPointer()).isEqualTo("/priority");
  }
}
