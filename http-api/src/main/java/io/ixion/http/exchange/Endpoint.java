package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One operation of the API.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param template path with names in braces
 * @param produces media type of the answer
 * @param consumes media types of a body, empty when there is none
 * @param query names of the query parameters it has
 */
public record Endpoint(
    String method,
    String template,
    String produces,
    Set<String> consumes,
    Set<String> query,
    Handler handler) {
  public static final String JSON = "application/json";
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** Serves one request. */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<HttpResponse> handle(Exchange exchange);
  }

  public static Endpoint get(String template, Handler handler) {
    return new Endpoint("GET", template, JSON, Set.of(), Set.of(), handler);
  }

  public static Endpoint post(String template, Handler handler) {
    return new Endpoint("POST", template, JSON, Set.of(JSON), Set.of(), handler);
  }

  public static Endpoint put(String template, Handler handler) {
    return new Endpoint("PUT", template, JSON, Set.of(JSON), Set.of(), handler);
  }

  public static Endpoint patch(String template, Handler handler) {
    return new Endpoint("PATCH", template, JSON, Set.of(MERGE_PATCH, JSON), Set.of(), handler);
  }

  public static Endpoint delete(String template, Handler handler) {
    return new Endpoint("DELETE", template, JSON, Set.of(), Set.of(), handler);
  }

  public Endpoint withQuery(String... names) {
    return new Endpoint(method, template, produces, consumes, Set.of(names), handler);
  }

  public Endpoint producing(String mediaType) {
    return new Endpoint(method, template, mediaType, consumes, query, handler);
  }

  String[] segments() {
    return Arrays.stream(template.split("/")).filter(s -> !s.isEmpty()).toArray(String[]::new);
  }
}
