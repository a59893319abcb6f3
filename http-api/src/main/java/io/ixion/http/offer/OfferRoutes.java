package io.ixion.http.offer;

import akka.http.javadsl.model.HttpResponse;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.Submission;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.Exchange;
import io.ixion.http.interaction.InteractionRoutes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An agent's answers to offers; the offer's id makes each of them repeatable. */
public final class OfferRoutes {
  private static final String ONE = "/api/v1/offers/{id}";

  private final Interactions interactions;
  private final Agents agents;

  public OfferRoutes(Interactions interactions, Agents agents) {
    this.interactions = interactions;
    this.agents = agents;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ONE + "/accept", this::accept).withoutBody().tagged().repeatable(),
        Endpoint.post(ONE + "/reject", this::reject).tagged().repeatable());
  }

  /** By way of the agent, who knows whether there is room: the one who is named, or the offer's. */
  private CompletionStage<HttpResponse> accept(Exchange exchange) {
    OfferId offer = exchange.pathValue(0, OfferId::parse);
    Optional<AgentId> named = exchange.onBehalfOf();
    if (named.isPresent()) return accept(exchange, offer, named.get());
    return interactions
        .find(exchange.tenant(), offer.interaction())
        .thenCompose(
            found -> {
              Optional<AgentId> has = found.flatMap(InteractionHeader::agent);
              if (has.isPresent()) return accept(exchange, offer, has.get());
              var accept = new InteractionCommand.Accept(offer.number(), Originator.CLIENT, false);
              return command(exchange, offer, accept);
            });
  }

  private CompletionStage<HttpResponse> accept(Exchange exchange, OfferId offer, AgentId agent) {
    return agents
        .accept(exchange.tenant(), agent, offer, exchange.condition())
        .thenApply(InteractionRoutes::answer);
  }

  private CompletionStage<HttpResponse> reject(Exchange exchange) {
    OfferId offer = exchange.pathValue(0, OfferId::parse);
    Optional<String> reason = exchange.reason(Submission.MAX_TEXT);
    return command(
        exchange,
        offer,
        new InteractionCommand.Reject(offer.number(), InteractionRoutes.by(exchange), reason));
  }

  private CompletionStage<HttpResponse> command(
      Exchange exchange, OfferId offer, InteractionCommand command) {
    return interactions
        .command(exchange.tenant(), offer.interaction(), command, exchange.condition())
        .thenApply(InteractionRoutes::answer);
  }
}
