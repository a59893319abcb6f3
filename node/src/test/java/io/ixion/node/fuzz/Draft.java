package io.ixion.node.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request while it is being made: valid at first, then changed. Texts are sent with one byte for
 * each character, so that they can hold any byte.
 */
final class Draft {
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  final String template;
  final Cast cast;
  String method;
  List<String> segments;
  String prefix = "";
  String suffix = "";
  final List<String> query = new ArrayList<>();
  String version = "HTTP/1.1";
  final List<Header> headers = new ArrayList<>();
  byte[] body = new byte[0];
  boolean hasBody;
  List<Integer> chunks = List.of();
  String trailers = "";

  /** Whether it may be about something else than its operation. */
  boolean isElsewhere;

  /** One line of the head. */
  record Header(String name, String value) {}

  Draft(String method, String template, Cast cast) {
    this.method = method;
    this.template = template;
    this.cast = cast;
    this.segments = new ArrayList<>(List.of(template.substring(1).split("/")));
  }

  boolean mayChange() {
    return CHANGING.contains(method);
  }

  /** The tenant that it names first. */
  String tenant() {
    return headers.stream()
        .filter(h -> h.name.equalsIgnoreCase("Ixion-Tenant"))
        .map(h -> h.value.trim())
        .findFirst()
        .orElse("default");
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether the client asks for the connection to be closed. */
  boolean closes() {
    boolean keeps = has("Connection", "keep-alive");
    return has("Connection", "close") || (version.equals("HTTP/1.0") && !keeps);
  }

  private boolean has(String name, String value) {
    return headers.stream()
        .anyMatch(h -> h.name.equalsIgnoreCase(name) && h.value.trim().equalsIgnoreCase(value));
  }

  void header(String name, String value) {
    headers.add(new Header(name, value));
  }

  /** In place of all of that name. */
  void onlyHeader(String name, String value) {
    without(name);
    header(name, value);
  }

  void without(String name) {
    headers.removeIf(h -> h.name.equalsIgnoreCase(name));
  }

  void body(byte[] bytes) {
    body = bytes;
    hasBody = true;
  }

  String target() {
    return path() + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  String path() {
    return prefix + "/" + String.join("/", segments) + suffix;
  }

  String head() {
    var framing = "";
    if (hasBody && isChunked()) framing = "Transfer-Encoding: chunked\r\n";
    else if (hasBody) framing = "Content-Length: " + body.length + "\r\n";
    return method
        + " "
        + target()
        + " "
        + version
        + "\r\n"
        + headers.stream().map(h -> h.name + ": " + h.value + "\r\n").collect(Collectors.joining())
        + framing
        + (swallows() ? "X-Last: x\r\n\r\n" : "\r\n");
  }

  /**
   * Whether Akka may take the end of a line for a part of its last character; when it is the last
   * line, it waits for another one until the connection has been silent for too long.
   */
  private boolean swallows() {
    return headers.stream().anyMatch(h -> h.value.chars().anyMatch(c -> c >= 0xe0));
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream(body.length + 512);
    out.writeBytes(latin(head()));
    if (hasBody) out.writeBytes(isChunked() ? chunked() : body);
    return out.toByteArray();
  }

  private boolean isChunked() {
    return !chunks.isEmpty() && version.equals("HTTP/1.1");
  }

  private byte[] chunked() {
    var out = new ByteArrayOutputStream(body.length + 512);
    int at = 0;
    for (int i = 0; at < body.length; i++) {
      int size = Math.min(body.length - at, chunks.get(i % chunks.size()));
      out.writeBytes(latin(Integer.toHexString(size) + "\r\n"));
      out.write(body, at, size);
      out.writeBytes(latin("\r\n"));
      at += size;
    }
    out.writeBytes(latin("0\r\n" + trailers + "\r\n"));
    return out.toByteArray();
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes of a text in UTF-8, as a text of one character for each. */
  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
