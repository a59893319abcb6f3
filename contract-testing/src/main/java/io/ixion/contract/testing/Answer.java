package io.ixion.contract.testing;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One answer of the API, and what it answers.
 *
 * @param path as it was sent, without the query
 * @param body the whole of it; empty when there is none
 */
public record Answer(
    String method, String path, int status, Map<String, List<String>> headers, String body) {
  public Answer {
    var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** What a client of the JDK got. */
  public static Answer of(HttpResponse<String> response) {
    return new Answer(
        response.request().method(),
        response.uri().getRawPath(),
        response.statusCode(),
        response.headers().map(),
        response.body());
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The type of the body without its parameters; empty when the answer does not say it. */
  String mediaType() {
    return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
