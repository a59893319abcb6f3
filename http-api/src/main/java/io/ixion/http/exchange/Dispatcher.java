package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import akka.stream.Materializer;
import io.ixion.http.problem.Problem;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.ProblemResponses;
import io.ixion.http.problem.RefusedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Takes every request from the wire to its endpoint and every failure to a problem: path, method,
 * query, media types, body, in this order. Nothing else answers a client.
 */
public final class Dispatcher {
  private static final String UNMATCHED = "unmatched";

  private final EndpointTable endpoints;
  private final RequestLimits limits;
  private final Materializer materializer;
  private final Observer observer;

  /**
   * What a request may cost.
   *
   * @param maxBody bytes
   * @param bodyTimeout until the last of them must be there
   */
  public record RequestLimits(int maxBody, Duration bodyTimeout) {}

  /** Hears of every answer. */
  @FunctionalInterface
  public interface Observer {
    void answered(String method, String template, int status, long nanos);
  }

  public Dispatcher(
      EndpointTable endpoints, RequestLimits limits, Materializer materializer, Observer observer) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.materializer = materializer;
    this.observer = observer;
  }

  /** Answers one request; the stage never fails. */
  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    long start = System.nanoTime();
    String path = request.getUri().path();
    String method = request.method().value();
    var route = new String[] {UNMATCHED};
    CompletionStage<HttpResponse> answer;
    try {
      answer = serve(request, path, method, route);
    } catch (RuntimeException failure) {
      request.discardEntityBytes(materializer);
      answer = CompletableFuture.failedFuture(failure);
    }
    return answer.handle(
        (response, failure) -> {
          HttpResponse told = failure == null ? response : ProblemResponses.failed(failure, path);
          observer.answered(method, route[0], told.status().intValue(), System.nanoTime() - start);
          return told;
        });
  }

  private CompletionStage<HttpResponse> serve(
      HttpRequest request, String path, String method, String[] route) {
    EndpointTable.Found found = found(request, path);
    Endpoint endpoint = endpoint(found, method);
    route[0] = endpoint.template();
    Headers headers = Headers.of(request);
    Acceptance.check(endpoint, headers);
    Map<String, String> query = query(request, endpoint);
    HttpEntity entity = request.entity();
    if (entity.isKnownEmpty())
      return endpoint
          .handler()
          .handle(new Exchange(request, path, found.values(), query, headers, new byte[0]));
    Acceptance.checkBody(endpoint, headers, request);
    return body(request)
        .thenCompose(
            bytes ->
                endpoint
                    .handler()
                    .handle(new Exchange(request, path, found.values(), query, headers, bytes)));
  }

  private EndpointTable.Found found(HttpRequest request, String path) {
    Optional<EndpointTable.Found> found =
        path.endsWith("/") ? Optional.empty() : endpoints.find(request.getUri().pathSegments());
    return found.orElseThrow(
        () ->
            new RefusedRequest(
                ProblemCodes.NO_SUCH_PATH, "expected a path of /openapi.json; found " + path));
  }

  private static Endpoint endpoint(EndpointTable.Found found, String method) {
    Endpoint endpoint = found.byMethod().get(method);
    if (endpoint == null && method.equals("HEAD")) endpoint = found.byMethod().get("GET");
    if (endpoint != null) return endpoint;
    String allow = String.join(", ", found.byMethod().keySet());
    throw new RefusedRequest(
        new Problem(
            ProblemCodes.METHOD_NOT_ALLOWED,
            "expected " + allow + "; found " + method,
            java.util.List.of(),
            Optional.of(allow)));
  }

  private static Map<String, String> query(HttpRequest request, Endpoint endpoint) {
    if (request.getUri().rawQueryString().isEmpty()) return Map.of();
    var query = new HashMap<String, String>();
    for (Pair<String, String> parameter : request.getUri().query().toList()) {
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

  private CompletionStage<byte[]> body(HttpRequest request) {
    HttpEntity entity = request.entity();
    var length = entity.getContentLengthOption();
    if (length.isPresent() && length.getAsLong() > limits.maxBody())
      throw tooLarge(length.getAsLong() + " bytes");
    if (entity instanceof HttpEntity.Strict strict)
      return CompletableFuture.completedFuture(strict.getData().toArray());
    return entity
        .withSizeLimit(limits.maxBody())
        .toStrict(limits.bodyTimeout().toMillis(), limits.maxBody(), materializer)
        .handle(this::arrived);
  }

  private byte[] arrived(HttpEntity.Strict strict, Throwable failure) {
    if (failure == null) return strict.getData().toArray();
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof akka.http.scaladsl.model.EntityStreamSizeException) throw tooLarge("more");
    if (cause instanceof java.util.concurrent.TimeoutException)
      throw new RefusedRequest(
          ProblemCodes.REQUEST_TIMEOUT,
          "expected the whole body within " + limits.bodyTimeout() + "; it is not complete");
    throw new RefusedRequest(
        ProblemCodes.MALFORMED_HTTP, "expected a complete body; found: " + cause.getMessage());
  }

  private RefusedRequest tooLarge(String found) {
    return new RefusedRequest(
        ProblemCodes.BODY_TOO_LARGE,
        "expected at most " + limits.maxBody() + " bytes; found " + found);
  }
}
