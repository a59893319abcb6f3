package io.ixion.benchmark.drill.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.client.SimulatedAgent;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.load.Caller.Operation;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An agent who accepts at once, works for a moment and stops, and records what it was told. */
final class Worker implements SimulatedAgent.Worker {
  private final String name;
  private final DrillLoad load;
  private final Set<String> offers = ConcurrentHashMap.newKeySet();
  private final Set<String> working = ConcurrentHashMap.newKeySet();

  Worker(String name, DrillLoad load) {
    this.name = name;
    this.load = load;
  }

  @Override
  public void offered(String offerId, JsonNode interaction) {
    String ixn = interaction.path("id").asText();
    load.recorder().record(Edge.told(name, "offer", ixn, offerId, ""));
    load.offered(ixn, interaction.path("queue").asText());
    if (offers.add(offerId)) load.work(() -> accept(ixn, offerId));
  }

  private void accept(String ixn, String offerId) throws IOException {
    Api.Answer answer =
        load.caller()
            .call(
                new Operation(
                    name,
                    "accept",
                    ixn,
                    offerId,
                    name,
                    offerId,
                    "POST",
                    "/api/v1/offers/" + offerId + "/accept",
                    null));
    if (!answer.isSuccess()) return; // it has ended meanwhile
    load.accepted();
    work(ixn, offerId);
  }

  @Override
  public void has(JsonNode interaction) {
    String ixn = interaction.path("id").asText();
    String offer = interaction.path("offerId").asText();
    load.recorder().record(Edge.told(name, "assigned", ixn, offer, ""));
    work(ixn, offer);
  }

  private void work(String ixn, String offer) {
    if (working.add(offer)) load.later(load.workMillis(), () -> stop(ixn, offer));
  }

  private void stop(String ixn, String offer) throws IOException {
    Api.Answer answer =
        load.caller()
            .call(
                new Operation(
                    name,
                    "stop",
                    ixn,
                    "stop-" + offer,
                    name,
                    offer,
                    "POST",
                    "/api/v1/interactions/" + ixn + "/stop",
                    "{\"reason\":\"done\"}"));
    if (answer.isSuccess()) load.stopped();
  }

  @Override
  public void hasOnly(Set<String> interactions) {
    // what it was told before is on its way already
  }

  @Override
  public void lost(String interactionId, String reason) {
    load.recorder().record(Edge.told(name, "taken", interactionId, "", reason));
  }
}
