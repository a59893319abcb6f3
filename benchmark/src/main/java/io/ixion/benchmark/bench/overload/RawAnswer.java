package io.ixion.benchmark.bench.overload;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What the load wants to know of an HTTP answer of known length.
 *
 * @param code of its problem document; empty when it is none
 * @param replayed whether it is the answer to an earlier request with the same key
 * @param closes whether the server ends the connection after it
 */
record RawAnswer(int status, String code, boolean replayed, boolean closes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LENGTH = "\r\ncontent-length:";

  /** Reads it once all of it is there; empty before. */
  static Optional<RawAnswer> read(byte[] bytes, int length) throws IOException {
    int end = endOfHead(bytes, length);
    if (end < 0) return Optional.empty();
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int body = bodyLength(head);
    if (length < end + body) return Optional.empty();
    if (length > end + body) throw new IOException("more than the answer that was asked for");
    int status = Integer.parseInt(head.substring(9, 12));
    return Optional.of(
        new RawAnswer(
            status,
            status < 400 ? "" : JSON.readTree(bytes, end, body).path("code").asText(""),
            head.contains("\r\nidempotent-replayed: true"),
            head.contains("\r\nconnection: close")));
  }

  private static int bodyLength(String head) throws IOException {
    int at = head.indexOf(LENGTH);
    if (at < 0) throw new IOException("an answer without a length: " + head);
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).trim());
  }

  /** Where the body begins; negative while the head is not complete. */
  private static int endOfHead(byte[] bytes, int length) {
    for (int i = 3; i < length; i++)
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r')
        return i + 1;
    return -1;
  }
}
