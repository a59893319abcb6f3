package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The few request headers that matter here, found in one pass. */
final class Headers {
  private static final Set<String> ONCE =
      Set.of(
          "ixion-tenant",
          "ixion-agent",
          "idempotency-key",
          "last-event-id",
          "content-encoding",
          "if-unmodified-since",
          "if-range",
          "origin",
          "sec-fetch-site",
          "host",
          "raw-request-uri");
  private static final Set<String> LISTS = Set.of("if-match", "if-none-match", "accept", "expect");

  private final Map<String, String> found = new LinkedHashMap<>();

  /**
   * @throws Unreadable if the parser may have read past the end of a header
   */
  static Headers of(HttpRequest request) {
    var headers = new Headers();
    for (HttpHeader header : request.getHeaders()) requireAscii(header);
    requireAscii("Content-Type", request.entity().getContentType().toString());
    for (HttpHeader header : request.getHeaders())
      headers.take(header.lowercaseName(), header.value());
    return headers;
  }

  /**
   * Akka's parser takes a byte from E0 on for the begin of a character of three or four bytes,
   * whatever follows: the end of the line and with it the next header included. What it made of
   * them cannot be told from a character that was meant, so none is allowed (RFC 9110, 5.5 wants
   * ASCII).
   */
  static void requireAscii(HttpHeader header) {
    requireAscii(header.name(), header.value());
  }

  private static void requireAscii(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c > 0x7e) throw new Unreadable(name);
    }
  }

  /** A head of which nothing can be believed; the connection it came on is of no use any more. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String header) {
      super(
          "expected header values of printable ASCII; found another byte in " + header,
          null,
          false,
          false);
    }
  }

  private void take(String name, String value) {
    if (LISTS.contains(name))
      found.merge(name, value.trim(), (before, more) -> before + ", " + more);
    else if (ONCE.contains(name) && found.put(name, value.trim()) != null)
      throw new RefusedRequest(
          ProblemCodes.INVALID_HEADER, "expected " + name + " once; found it twice");
  }

  private Optional<String> of(String name) {
    return Optional.ofNullable(found.get(name));
  }

  Optional<String> tenant() {
    return of("ixion-tenant");
  }

  Optional<String> agent() {
    return of("ixion-agent");
  }

  Optional<String> idempotencyKey() {
    return of("idempotency-key");
  }

  Optional<String> ifMatch() {
    return of("if-match");
  }

  Optional<String> ifNoneMatch() {
    return of("if-none-match");
  }

  Optional<String> ifUnmodifiedSince() {
    return of("if-unmodified-since");
  }

  Optional<String> ifRange() {
    return of("if-range");
  }

  Optional<String> accept() {
    return of("accept");
  }

  Optional<String> expect() {
    return of("expect");
  }

  Optional<String> lastEventId() {
    return of("last-event-id");
  }

  Optional<String> contentEncoding() {
    return of("content-encoding");
  }

  Optional<String> host() {
    return of("host");
  }

  Optional<String> origin() {
    return of("origin");
  }

  Optional<String> fetchSite() {
    return of("sec-fetch-site");
  }

  /** The target as it was sent, before anything of it was decoded or collapsed. */
  Optional<String> rawTarget() {
    return of("raw-request-uri");
  }
}
