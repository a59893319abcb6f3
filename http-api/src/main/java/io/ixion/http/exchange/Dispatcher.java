package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.japi.Pair;
import akka.stream.Materializer;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.http.problem.Failures;
import io.ixion.http.problem.Problem;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.ProblemResponses;
import io.ixion.http.problem.RefusedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Takes every request from the wire to its endpoint and every failure to a problem: headers, path,
 * method, where it comes from, expectation, media types, query, conditions, room for the answer,
 * body, its turn, in this order. What is no HTTP never comes here, and what takes too long is
 * answered by the server.
 */
public final class Dispatcher {
  private static final String UNMATCHED = "unmatched";
  private static final String DEFAULT_TENANT = "default";
  private static final byte[] NOTHING = new byte[0];
  private static final String GO_ON = "100-continue";

  private final EndpointTable endpoints;
  private final Neighbourhood neighbourhood;
  private final Bodies bodies;
  private final Delivery delivery;
  private final Lanes lanes;
  private final Failures failures;
  private final Materializer materializer;
  private final Observer observer;
  private final LongSupplier clock;

  /**
   * What requests may cost.
   *
   * @param maxBody bytes of one body
   * @param bodyTimeout until the last of them must be there
   * @param arriving bytes of all bodies that are on their way
   */
  public record RequestLimits(int maxBody, Duration bodyTimeout, ByteBudget arriving) {}

  /** What all requests share. */
  public record Shared(
      Neighbourhood neighbourhood,
      Delivery delivery,
      Lanes lanes,
      Failures failures,
      Observer observer,
      LongSupplier clock) {}

  /** Hears of every answer. */
  @FunctionalInterface
  public interface Observer {
    void answered(String method, String template, int status, long nanos);
  }

  /** A request on its way; what is known of it when it fails. */
  private static final class Journey {
    private final String method;
    private String path;
    private String template = UNMATCHED;
    private boolean isRepeatable;

    Journey(HttpRequest request) {
      method = request.method().value();
      path = request.getUri().path();
    }

    boolean changesNothing() {
      return method.equals("GET") || method.equals("HEAD");
    }
  }

  public Dispatcher(
      EndpointTable endpoints, RequestLimits limits, Materializer materializer, Shared shared) {
    this.endpoints = endpoints;
    this.bodies =
        new Bodies(limits.maxBody(), limits.bodyTimeout(), limits.arriving(), materializer);
    this.materializer = materializer;
    this.neighbourhood = shared.neighbourhood();
    this.delivery = shared.delivery();
    this.lanes = shared.lanes();
    this.failures = shared.failures();
    this.observer = shared.observer();
    this.clock = shared.clock();
  }

  /** Answers one request; the stage never fails. */
  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    long start = clock.getAsLong();
    var journey = new Journey(request);
    CompletionStage<HttpResponse> answer;
    try {
      answer = serve(request, journey);
    } catch (RuntimeException failure) {
      request.discardEntityBytes(materializer);
      answer = CompletableFuture.failedFuture(failure);
    }
    return answer.handle(
        (response, failure) -> {
          HttpResponse told = failure == null ? response : failed(request, failure, journey);
          int status = told.status().intValue();
          observer.answered(journey.method, journey.template, status, clock.getAsLong() - start);
          return told;
        });
  }

  private HttpResponse failed(HttpRequest request, Throwable failure, Journey journey) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof Headers.Unreadable unreadable))
      return failures.answer(failure, journey.path, journey.changesNothing(), journey.isRepeatable);
    request.getAttribute(Client.KEY).ifPresent(Client::distrust);
    return unreadable(unreadable.getMessage());
  }

  /** The answer to whatever comes after a head that could not be read. */
  static HttpResponse unreadable(HttpRequest request) {
    return unreadable("expected nothing after a request that could not be read");
  }

  private static HttpResponse unreadable(String detail) {
    return ProblemResponses.of(Problem.of(ProblemCodes.MALFORMED_HTTP, detail), "/")
        .addHeader(Connection.create("close"));
  }

  private CompletionStage<HttpResponse> serve(HttpRequest request, Journey journey) {
    Headers headers = Headers.of(request);
    Target target = Target.of(request, headers);
    journey.path = target.path();
    EndpointTable.Found found = found(request, target);
    Endpoint endpoint = endpoint(found, journey.method);
    boolean isForOperators = endpoint.traits().kind() == Endpoint.Kind.OPERATIONS;
    if (!isForOperators) neighbourhood.check(headers, target.host());
    journey.template = endpoint.template();
    request.getAttribute(Client.KEY).ifPresent(client -> client.asksFor(tenant(headers)));
    journey.isRepeatable = endpoint.traits().isRepeatable() || headers.idempotencyKey().isPresent();
    checkExpectation(headers);
    Acceptance.check(endpoint, headers);
    Map<String, String> query = query(request, endpoint);
    Condition condition = condition(endpoint, headers);
    if (!delivery.hasRoom(tenant(headers), endpoint.traits().kind()))
      throw new RefusedRequest(
          ProblemCodes.OVERLOADED,
          "expected room for the answer; clients have not fetched what they asked for before."
              + " Nothing was done");
    CompletionStage<byte[]> body = body(request, endpoint, headers);
    return body.thenCompose(
        bytes ->
            inTurn(
                endpoint,
                headers,
                () ->
                    endpoint
                        .handler()
                        .handle(
                            new Exchange(
                                request,
                                target.path(),
                                found.values(),
                                query,
                                headers,
                                condition,
                                bytes))));
  }

  private CompletionStage<byte[]> body(HttpRequest request, Endpoint endpoint, Headers headers) {
    if (request.entity().isKnownEmpty()) return CompletableFuture.completedFuture(NOTHING);
    if (endpoint.consumes().isEmpty()) return bodies.nothing(request).thenApply(done -> NOTHING);
    Acceptance.checkBody(endpoint, headers, request);
    return bodies.read(request);
  }

  private CompletionStage<HttpResponse> inTurn(
      Endpoint endpoint,
      Headers headers,
      java.util.function.Supplier<CompletionStage<HttpResponse>> service) {
    Optional<Lane> lane = lanes.of(endpoint.traits().kind());
    if (lane.isEmpty()) return service.get();
    return lane.get()
        .enter(tenant(headers), clock.getAsLong())
        .thenCompose(
            turn -> {
              try {
                return service.get().whenComplete((done, failed) -> turn.end(clock.getAsLong()));
              } catch (RuntimeException | Error refused) {
                turn.end(clock.getAsLong());
                throw refused;
              }
            });
  }

  private static String tenant(Headers headers) {
    return headers.tenant().orElse(DEFAULT_TENANT);
  }

  private static void checkExpectation(Headers headers) {
    headers
        .expect()
        .filter(expectation -> !expectation.equalsIgnoreCase(GO_ON))
        .ifPresent(
            expectation -> {
              throw new RefusedRequest(
                  ProblemCodes.EXPECTATION_FAILED,
                  "expected no expectation but " + GO_ON + "; found " + expectation);
            });
  }

  private static Condition condition(Endpoint endpoint, Headers headers) {
    Condition condition = Conditional.of(headers);
    if (condition.equals(Condition.NONE) || endpoint.traits().isTagged()) return condition;
    throw new RefusedRequest(
        ProblemCodes.INVALID_HEADER,
        "expected no If-Match and no If-None-Match, as this has no ETag; found one of them");
  }

  private EndpointTable.Found found(HttpRequest request, Target target) {
    Optional<EndpointTable.Found> found =
        target.isPlain() ? endpoints.find(request.getUri().pathSegments()) : Optional.empty();
    return found.orElseThrow(
        () ->
            new RefusedRequest(
                ProblemCodes.NO_SUCH_PATH,
                "expected a path of /openapi.json; found " + target.path()));
  }

  private static Endpoint endpoint(EndpointTable.Found found, String method) {
    Endpoint endpoint = found.byMethod().get(method);
    if (endpoint == null && method.equals("HEAD")) endpoint = found.byMethod().get("GET");
    if (endpoint != null) return endpoint;
    String allow = String.join(", ", found.byMethod().keySet());
    throw new RefusedRequest(
        Problem.methodNotAllowed("expected " + allow + "; found " + method, allow));
  }

  private static Map<String, String> query(HttpRequest request, Endpoint endpoint) {
    if (request.getUri().rawQueryString().isEmpty()) return Map.of();
    var query = new HashMap<String, String>();
    List<Pair<String, String>> parameters = request.getUri().query().toList();
    for (Pair<String, String> parameter : parameters) {
      String name = parameter.first();
      if (!endpoint.query().contains(name))
        throw new RefusedRequest(
            ProblemCodes.INVALID_PARAMETER,
            "expected "
                + (endpoint.query().isEmpty()
                    ? "no query parameters"
                    : "only " + new java.util.TreeSet<>(endpoint.query()))
                + "; found "
                + name);
      if (query.put(name, parameter.second()) != null)
        throw new RefusedRequest(
            ProblemCodes.INVALID_PARAMETER, "expected " + name + " once; found it twice");
    }
    return query;
  }
}
