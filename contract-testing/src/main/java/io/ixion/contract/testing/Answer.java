package io.ixion.contract.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** The first header of this name. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The body, which is JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + body, e);
    }
  }

  /** The type of the body without its parameters; empty when the answer does not say it. */
  String mediaType() {
    return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
