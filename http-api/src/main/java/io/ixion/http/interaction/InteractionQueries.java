package io.ixion.http.interaction;

import akka.http.javadsl.model.HttpResponse;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.engine.reporting.Reports;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.Exchange;
import io.ixion.http.exchange.Page;
import io.ixion.http.exchange.Responses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Lists of interactions and what the journal holds of one. */
public final class InteractionQueries {
  private static final Set<String> STATES = Set.of("queued", "offered", "handling", "stopped");

  private final Interactions interactions;
  private final Reports reports;

  public InteractionQueries(Interactions interactions, Reports reports) {
    this.interactions = interactions;
    this.reports = reports;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(InteractionJson.PATH, this::list)
            .in(Endpoint.Kind.LISTS)
            .withQuery("queue", "state", "mediaType", "agent", "externalId", "limit", "cursor"),
        Endpoint.get(InteractionJson.PATH + "/{id}/events", this::events)
            .in(Endpoint.Kind.LISTS)
            .withQuery("cursor", "after", "limit"));
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    int limit = Page.limit(exchange, InteractionQuery.MAX_LIMIT);
    InteractionQuery filters = query(exchange, Optional.empty(), limit);
    String bound = ListCursor.filters(filters);
    Optional<InteractionQuery.Cursor> after =
        exchange.query("cursor", text -> ListCursor.read(bound, text));
    return reports
        .list(query(exchange, after, limit))
        .thenApply(
            found -> {
              var page = new Page<>(found.items(), limit, found.more());
              return Responses.ok(
                  out ->
                      page.write(
                          out,
                          InteractionJson::write,
                          last ->
                              ListCursor.write(
                                  bound,
                                  new InteractionQuery.Cursor(
                                      last.profile().submittedAt(), last.id()))));
            });
  }

  private static InteractionQuery query(
      Exchange exchange, Optional<InteractionQuery.Cursor> after, int limit) {
    return new InteractionQuery(
        exchange.tenant(),
        exchange.query("queue", QueueId::new),
        exchange.query("state", InteractionQueries::state),
        exchange.query("mediaType", MediaType::new),
        exchange.query("agent", AgentId::new),
        exchange.query("externalId", InteractionQueries::externalId),
        after,
        limit);
  }

  private static String state(String text) {
    if (STATES.contains(text)) return text;
    throw new IllegalArgumentException("expected queued, offered, handling or stopped");
  }

  private static String externalId(String text) {
    if (!text.isEmpty() && text.length() <= 256 && text.indexOf(0) < 0) return text;
    throw new IllegalArgumentException("expected 1 to 256 characters");
  }

  private CompletionStage<HttpResponse> events(Exchange exchange) {
    InteractionId id = InteractionRoutes.id(exchange);
    int limit = Page.limit(exchange, InteractionQuery.MAX_LIMIT);
    long after = exchange.query("cursor", EventCursor::read).orElse(0L);
    if (after == 0) after = exchange.query("after", EventCursor::revision).orElse(0L);
    long from = after;
    return interactions
        .find(exchange.tenant(), id)
        .thenCompose(
            known -> {
              if (known.isEmpty()) throw InteractionRoutes.notFound(id);
              return reports.history(exchange.tenant(), id, from, limit);
            })
        .thenApply(
            found -> {
              var page = new Page<>(found.items(), limit, found.more());
              return Responses.ok(
                  out ->
                      page.write(
                          out, EventJson::write, last -> EventCursor.write(last.revision())));
            });
  }
}
