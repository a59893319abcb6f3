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
 * @param traits what the dispatcher must know of it besides
 */
public record Endpoint(
    String method,
    String template,
    String produces,
    Set<String> consumes,
    Set<String> query,
    Traits traits,
    Handler handler) {
  public static final String JSON = "application/json";
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** Serves one request. */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<HttpResponse> handle(Exchange exchange);
  }

  /** Which requests take turns with which: what fills one lane does not stop the others. */
  public enum Kind {
    /** What comes into the engine. */
    INTAKE,
    /** What is done with what is there: by agents, mostly. */
    COMMANDS,
    /** One thing, from its owner. */
    READS,
    /** Many things, from the tables. */
    LISTS,
    /** Figures and descriptions: no turns are taken for them. */
    FIGURES,
    /** Health and the like: small, and never refused. */
    OPERATIONS
  }

  /**
   * @param kind the lane it is served in
   * @param isTagged whether it is about one thing with an ETag, so that conditions make sense
   * @param isRepeatable whether the same request may be made again although it has no key
   */
  public record Traits(Kind kind, boolean isTagged, boolean isRepeatable) {}

  public static Endpoint get(String template, Handler handler) {
    return of("GET", template, Set.of(), new Traits(Kind.READS, false, true), handler);
  }

  public static Endpoint post(String template, Handler handler) {
    return of("POST", template, Set.of(JSON), new Traits(Kind.COMMANDS, false, false), handler);
  }

  public static Endpoint put(String template, Handler handler) {
    return of("PUT", template, Set.of(JSON), new Traits(Kind.COMMANDS, false, true), handler);
  }

  public static Endpoint patch(String template, Handler handler) {
    return of(
        "PATCH",
        template,
        Set.of(MERGE_PATCH, JSON),
        new Traits(Kind.COMMANDS, false, false),
        handler);
  }

  public static Endpoint delete(String template, Handler handler) {
    return of("DELETE", template, Set.of(), new Traits(Kind.COMMANDS, false, true), handler);
  }

  private static Endpoint of(
      String method, String template, Set<String> consumes, Traits traits, Handler handler) {
    return new Endpoint(method, template, JSON, consumes, Set.of(), traits, handler);
  }

  public Endpoint withQuery(String... names) {
    return new Endpoint(method, template, produces, consumes, Set.of(names), traits, handler);
  }

  /** There is nothing to say to it: an empty object, or null, is all that its body may be. */
  public Endpoint withoutBody() {
    return new Endpoint(method, template, produces, Set.of(), query, traits, handler);
  }

  public Endpoint producing(String mediaType) {
    return new Endpoint(method, template, mediaType, consumes, query, traits, handler);
  }

  public Endpoint in(Kind kind) {
    return with(new Traits(kind, traits.isTagged(), traits.isRepeatable()));
  }

  public Endpoint tagged() {
    return with(new Traits(traits.kind(), true, traits.isRepeatable()));
  }

  public Endpoint repeatable() {
    return with(new Traits(traits.kind(), traits.isTagged(), true));
  }

  private Endpoint with(Traits other) {
    return new Endpoint(method, template, produces, consumes, query, other, handler);
  }

  String[] segments() {
    return Arrays.stream(template.split("/")).filter(s -> !s.isEmpty()).toArray(String[]::new);
  }
}
