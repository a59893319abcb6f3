package io.ixion.http.interaction;

import akka.http.javadsl.model.HttpResponse;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.interaction.Submission;
import io.ixion.engine.queue.Queues;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.EntityTag;
import io.ixion.http.exchange.Exchange;
import io.ixion.http.exchange.IdempotencyKey;
import io.ixion.http.exchange.Responses;
import io.ixion.http.json.Fields;
import io.ixion.http.json.Fingerprint;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The life of interactions over HTTP: submit, read, change, move, hold, go offline, stop. */
public final class InteractionRoutes {
  private static final String ONE = InteractionJson.PATH + "/{id}";
  private static final String CREATE = "POST " + InteractionJson.PATH;

  private final Interactions interactions;
  private final Queues queues;

  public InteractionRoutes(Interactions interactions, Queues queues) {
    this.interactions = interactions;
    this.queues = queues;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(InteractionJson.PATH, this::submit).in(Endpoint.Kind.INTAKE),
        Endpoint.get(ONE, this::find).tagged(),
        Endpoint.patch(ONE, this::changeData).tagged(),
        Endpoint.post(ONE + "/queue", this::placeInQueue).tagged(),
        Endpoint.post(ONE + "/hold", this::hold).tagged(),
        Endpoint.post(ONE + "/resume", this::resume).withoutBody().tagged(),
        Endpoint.post(ONE + "/offline", this::goOffline).withoutBody().tagged(),
        Endpoint.post(ONE + "/stop", this::stop).tagged());
  }

  private CompletionStage<HttpResponse> submit(Exchange exchange) {
    Map<String, Object> body = exchange.json();
    Submission submission = SubmissionJson.read(body);
    Optional<IdempotencyKey> key = exchange.idempotencyKey();
    TenantId tenant = exchange.tenant();
    InteractionId id =
        key.map(k -> k.interactionId(tenant, CREATE))
            .orElseGet(() -> InteractionId.of(UUID.randomUUID()));
    var submit =
        new InteractionCommand.Submit(
            exchange.attempt(CREATE, body), Fingerprint.of(body), submission);
    return inKnownQueue(tenant, submission.queue(), () -> interactions.command(tenant, id, submit))
        .thenApply(InteractionRoutes::submitted);
  }

  private static HttpResponse submitted(Outcome<Interaction> outcome) {
    if (!(outcome instanceof Outcome.Done<Interaction> done)) throw refused(outcome);
    if (done.replayed()) return Responses.replayed(shown(done.value()), true);
    return Responses.tagged(
        Responses.created(
            InteractionJson.PATH + "/" + done.value().id(),
            out -> InteractionJson.write(out, done.value())),
        EntityTag.of(done.value().revision()));
  }

  private CompletionStage<HttpResponse> find(Exchange exchange) {
    InteractionId id = id(exchange);
    return interactions
        .read(exchange.tenant(), id)
        .thenApply(
            found -> {
              Interaction interaction = found.orElseThrow(() -> notFound(id));
              return exchange.tagged(
                  interaction.revision(),
                  () -> Responses.ok(out -> InteractionJson.write(out, interaction)));
            });
  }

  private CompletionStage<HttpResponse> changeData(Exchange exchange) {
    InteractionId id = id(exchange);
    Map<String, Object> body = exchange.json();
    var in = new Fields(body);
    if (!in.has("data")) in.malformed("data", "expected this field; it is missing");
    Optional<AttachedData> patch = in.read("data", in.object("data"), AttachedData::new);
    in.end();
    return command(
        exchange,
        id,
        new InteractionCommand.ChangeData(
            exchange.attempt("data", body), by(exchange), patch.orElseThrow()));
  }

  private CompletionStage<HttpResponse> placeInQueue(Exchange exchange) {
    InteractionId id = id(exchange);
    Map<String, Object> body = exchange.json();
    var in = new Fields(body);
    Optional<QueueId> queue = in.required("queue", QueueId::new);
    boolean held = in.flag("hold", false);
    Optional<String> reason = in.text("reason", Submission.MAX_TEXT);
    in.end();
    var place =
        new InteractionCommand.PlaceInQueue(
            exchange.attempt("queue", body), by(exchange), queue.orElseThrow(), held, reason);
    return inKnownQueue(
            exchange.tenant(),
            place.queue(),
            () -> interactions.command(exchange.tenant(), id, place, exchange.condition()))
        .thenApply(InteractionRoutes::answer);
  }

  private CompletionStage<HttpResponse> hold(Exchange exchange) {
    InteractionId id = id(exchange);
    Map<String, Object> body = exchange.optionalJson();
    return command(
        exchange,
        id,
        new InteractionCommand.Hold(exchange.attempt("hold", body), by(exchange), reason(body)));
  }

  private CompletionStage<HttpResponse> resume(Exchange exchange) {
    InteractionId id = id(exchange);
    return command(
        exchange,
        id,
        new InteractionCommand.Resume(exchange.attempt("resume", Map.of()), by(exchange)));
  }

  private CompletionStage<HttpResponse> goOffline(Exchange exchange) {
    InteractionId id = id(exchange);
    return command(
        exchange,
        id,
        new InteractionCommand.GoOffline(exchange.attempt("offline", Map.of()), by(exchange)));
  }

  private CompletionStage<HttpResponse> stop(Exchange exchange) {
    InteractionId id = id(exchange);
    Map<String, Object> body = exchange.optionalJson();
    var stop =
        new InteractionCommand.Stop(exchange.attempt("stop", body), by(exchange), reason(body));
    return command(exchange, id, stop);
  }

  private CompletionStage<HttpResponse> command(
      Exchange exchange, InteractionId id, InteractionCommand command) {
    return interactions
        .command(exchange.tenant(), id, command, exchange.condition())
        .thenApply(InteractionRoutes::answer);
  }

  /** The answer to a command: the interaction after it, or the refusal. */
  public static HttpResponse answer(Outcome<Interaction> outcome) {
    if (!(outcome instanceof Outcome.Done<Interaction> done)) throw refused(outcome);
    return Responses.replayed(shown(done.value()), done.replayed());
  }

  private static HttpResponse shown(Interaction interaction) {
    return Responses.tagged(
        Responses.ok(out -> InteractionJson.write(out, interaction)),
        EntityTag.of(interaction.revision()));
  }

  private static RefusedRequest refused(Outcome<Interaction> outcome) {
    return Responses.refused(((Outcome.Refused<Interaction>) outcome).why());
  }

  /** Asks for the queue first: an interaction in a queue that nobody knows would wait for ever. */
  private CompletionStage<Outcome<Interaction>> inKnownQueue(
      TenantId tenant, QueueId queue, Supplier<CompletionStage<Outcome<Interaction>>> command) {
    return queues
        .exists(tenant, queue)
        .thenCompose(
            exists -> {
              if (!exists)
                throw new RefusedRequest(
                    ProblemCodes.UNKNOWN_QUEUE,
                    "expected a queue that exists; found \""
                        + queue
                        + "\". Create it with PUT /api/v1/queues/"
                        + queue);
              return command.get();
            });
  }

  static RefusedRequest notFound(InteractionId id) {
    return new RefusedRequest(
        RejectionCodes.NOT_FOUND,
        "expected an interaction of this tenant; " + id + " does not exist");
  }

  /** Who asks for it, as far as the request says. */
  public static Originator by(Exchange exchange) {
    return Originator.agentOrClient(exchange.onBehalfOf());
  }

  static InteractionId id(Exchange exchange) {
    return exchange.pathValue(0, InteractionId::new);
  }

  private static Optional<String> reason(Map<String, Object> body) {
    if (body.isEmpty()) return Optional.empty();
    var in = new Fields(body);
    Optional<String> reason = in.text("reason", Submission.MAX_TEXT);
    in.end();
    return reason;
  }
}
