package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.Optional;

/** The few request headers that matter here, found in one pass. */
final class Headers {
  private String tenant;
  private String agent;
  private String idempotencyKey;
  private String ifMatch;
  private String ifNoneMatch;
  private String accept;
  private String lastEventId;
  private String contentEncoding;

  static Headers of(HttpRequest request) {
    var found = new Headers();
    for (HttpHeader header : request.getHeaders())
      found.take(header.lowercaseName(), header.value());
    return found;
  }

  private void take(String name, String value) {
    switch (name) {
      case "ixion-tenant" -> tenant = once("Ixion-Tenant", tenant, value);
      case "ixion-agent" -> agent = once("Ixion-Agent", agent, value);
      case "idempotency-key" -> idempotencyKey = once("Idempotency-Key", idempotencyKey, value);
      case "last-event-id" -> lastEventId = once("Last-Event-ID", lastEventId, value);
      case "content-encoding" -> contentEncoding = once("Content-Encoding", contentEncoding, value);
      case "if-match" -> ifMatch = joined(ifMatch, value);
      case "if-none-match" -> ifNoneMatch = joined(ifNoneMatch, value);
      case "accept" -> accept = joined(accept, value);
      default -> {
        // of no meaning here
      }
    }
  }

  private static String once(String name, String before, String value) {
    if (before != null)
      throw new RefusedRequest(
          ProblemCodes.INVALID_HEADER, "expected " + name + " once; found it twice");
    return value.trim();
  }

  private static String joined(String before, String value) {
    return before == null ? value.trim() : before + ", " + value.trim();
  }

  Optional<String> tenant() {
    return Optional.ofNullable(tenant);
  }

  Optional<String> agent() {
    return Optional.ofNullable(agent);
  }

  Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  Optional<String> ifMatch() {
    return Optional.ofNullable(ifMatch);
  }

  Optional<String> ifNoneMatch() {
    return Optional.ofNullable(ifNoneMatch);
  }

  Optional<String> accept() {
    return Optional.ofNullable(accept);
  }

  Optional<String> lastEventId() {
    return Optional.ofNullable(lastEventId);
  }

  Optional<String> contentEncoding() {
    return Optional.ofNullable(contentEncoding);
  }
}
