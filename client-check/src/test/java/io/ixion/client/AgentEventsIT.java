package io.ixion.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.client.model.AgentNotice;
import io.ixion.client.model.AgentProfile;
import io.ixion.client.model.Login;
import io.ixion.client.model.OfferNotice;
import io.ixion.client.model.QueueSettings;
import io.ixion.client.model.Readiness;
import io.ixion.client.model.Reason;
import io.ixion.client.model.StreamNotice;
import io.ixion.client.model.Submission;
import io.ixion.client.sample.AgentEvents;
import io.ixion.client.sample.AgentEvents.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample of a stream beside the generated client, on a real node. */
@ExtendWith(RunningNode.class)
class AgentEventsIT {
  private static final String TENANT = "clients-stream";

  private final URI stream;
  private final Apis api;

  AgentEventsIT(URI node) {
    stream = node.resolve("/api/v1/agents/sue/events");
    api = new Apis(node, TENANT);
  }

  @Test
  void drivesTheRoadByWhatTheStreamTells() throws Exception {
    api.queues.putQueue("inbound", new QueueSettings(), null);
    api.agents.putAgent("sue", new AgentProfile(), null, null, null, null);
    api.agents.logInAgent(
        "sue", new Login().media(Map.of("chat", Readiness.READY)), null, null, null, null);
    String id =
        api.interactions
            .submitInteraction(new Submission().queue("inbound").mediaType("chat"), null, null)
            .getId();

    List<Event> told = follow("", "taken", event -> act(notice(event), id));
    assertThat(told)
        .extracting(Event::type)
        .startsWith("snapshot")
        .containsSubsequence("snapshot", "assigned", "taken");
    assertThat(told)
        .allSatisfy(
            event -> Apis.CONTRACT.checkEvent(stream.getPath(), event.type(), event.data()));

    // the stream was lost after the assignment; what was told since comes, and nothing before
    int assigned = told.stream().map(Event::type).toList().indexOf("assigned");
    assertThat(follow(told.get(assigned).id(), "taken", event -> {}))
        .isEqualTo(told.subList(assigned + 1, told.size()));
    // a position that nobody knows
    assertThat(follow("1-1", "snapshot", event -> {})).hasSize(1);
  }

  private static AgentNotice notice(Event event) {
    try {
      return ApiClient.createDefaultObjectMapper()
          .readValue(event.data(), StreamNotice.class)
          .getAgentNotice();
    } catch (IOException e) {
      throw new UncheckedIOException(event.data(), e);
    }
  }

  private void act(AgentNotice notice, String id) {
    try {
      switch (notice.getActualInstance().getClass().getSimpleName()) {
        case "SnapshotNotice" -> {
          for (var offer : notice.getSnapshotNotice().getOffers()) accept(offer.getOfferId());
        }
        case "OfferNotice" -> {
          OfferNotice offer = notice.getOfferNotice();
          assertThat(offer.getInteraction().getId()).isEqualTo(id);
          accept(offer.getOfferId());
        }
        case "AssignedNotice" ->
            api.interactions.stopInteraction(
                id, null, null, null, null, "sue", new Reason().reason("solved"));
        default -> {}
      }
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  private void accept(String offer) throws ApiException {
    api.offers.acceptOffer(offer, null, null, null, null);
  }

  /** What is told until an event of a type, which is handled, too. */
  private List<Event> follow(String lastId, String last, Consumer<Event> handler)
      throws InterruptedException {
    var told = new ArrayList<Event>();
    Predicate<Event> record =
        event -> {
          told.add(event);
          handler.accept(event);
          return !event.type().equals(last);
        };
    try (AgentEvents events = new AgentEvents(stream, TENANT, lastId, record)) {
      events.follow();
    }
    return told;
  }
}
