package io.ixion.http.queue;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.queue.QueueDefinition;
import io.ixion.engine.queue.QueueStatus;
import io.ixion.engine.queue.Queues;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.Exchange;
import io.ixion.http.exchange.Page;
import io.ixion.http.exchange.Responses;
import io.ixion.http.json.Fields;
import io.ixion.http.json.Times;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Queues over HTTP: what they are, and how they stand. */
public final class QueueRoutes {
  private static final String PATH = "/api/v1/queues";
  private static final String ONE = PATH + "/{name}";
  private static final int MAX_LIMIT = 500;
  private static final String CURSOR_PREFIX = "q:";

  private final Queues queues;

  public QueueRoutes(Queues queues) {
    this.queues = queues;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(ONE, this::put),
        Endpoint.get(ONE, this::find),
        Endpoint.get(PATH, this::list).in(Endpoint.Kind.LISTS).withQuery("limit", "cursor"));
  }

  private CompletionStage<HttpResponse> put(Exchange exchange) {
    QueueId id = id(exchange);
    Fields in = exchange.fields();
    Optional<String> description = in.text("description", QueueDefinition.MAX_DESCRIPTION);
    in.end();
    return queues
        .find(exchange.tenant(), id)
        .thenCompose(
            before ->
                queues
                    .put(exchange.tenant(), id, description)
                    .thenApply(after -> stored(before.isPresent(), after)));
  }

  private static HttpResponse stored(boolean known, QueueDefinition queue) {
    if (known) return Responses.ok(out -> write(out, queue));
    return Responses.created(PATH + "/" + queue.id(), out -> write(out, queue));
  }

  private CompletionStage<HttpResponse> find(Exchange exchange) {
    QueueId id = id(exchange);
    return queues
        .find(exchange.tenant(), id)
        .thenCompose(
            found -> {
              if (found.isEmpty())
                throw new RefusedRequest(
                    RejectionCodes.NOT_FOUND,
                    "expected a queue of this tenant; \""
                        + id
                        + "\" does not exist. Create it with PUT "
                        + PATH
                        + "/"
                        + id);
              return queues
                  .status(exchange.tenant(), id)
                  .thenApply(
                      status -> Responses.ok(out -> write(out, found.get(), Optional.of(status))));
            });
  }

  private CompletionStage<HttpResponse> list(Exchange exchange) {
    int limit = Page.limit(exchange, MAX_LIMIT);
    Optional<QueueId> after = exchange.query("cursor", QueueRoutes::after);
    return queues
        .list(exchange.tenant(), after, limit + 1)
        .thenApply(
            found -> {
              Page<QueueDefinition> page = Page.of(found, limit);
              return Responses.ok(
                  out -> page.write(out, QueueRoutes::write, last -> cursor(last.id())));
            });
  }

  private static String cursor(QueueId last) {
    byte[] place = (CURSOR_PREFIX + last.value()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
  }

  private static QueueId after(String cursor) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (place.startsWith(CURSOR_PREFIX))
        return new QueueId(place.substring(CURSOR_PREFIX.length()));
    } catch (IllegalArgumentException forged) {
      // told below
    }
    throw new RefusedRequest(
        ProblemCodes.CURSOR_MISMATCH,
        "expected a cursor as page.next gave it; found something else");
  }

  private static void write(JsonGenerator out, QueueDefinition queue) throws IOException {
    write(out, queue, Optional.empty());
  }

  private static void write(JsonGenerator out, QueueDefinition queue, Optional<QueueStatus> status)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", queue.id().value());
    out.writeNumberField("version", queue.version());
    if (queue.description().isPresent())
      out.writeStringField("description", queue.description().get());
    if (status.isPresent()) figures(out, status.get());
    out.writeObjectFieldStart("links");
    out.writeStringField("self", PATH + "/" + queue.id());
    out.writeStringField(
        "interactions", "/api/v1/interactions?queue=" + queue.id().value().replace("+", "%2B"));
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void figures(JsonGenerator out, QueueStatus status) throws IOException {
    out.writeBooleanField("ready", status.ready());
    out.writeNumberField("waiting", status.waiting());
    out.writeNumberField("handingOff", status.handingOff());
    if (status.oldestWaitingSince().isPresent())
      out.writeStringField("oldestWaitingSince", Times.text(status.oldestWaitingSince().get()));
    out.writeNumberField("enteredPerMinute", status.enteredPerMinute());
    out.writeNumberField("leftPerMinute", status.leftPerMinute());
  }

  private static QueueId id(Exchange exchange) {
    return exchange.pathValue(0, QueueId::new);
  }
}
