package io.ixion.benchmark.bench.overload;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Submits that differ in their number only: the bytes are made once, and the digits put in. */
final class SubmitBytes {
  static final String PATH = "/api/v1/interactions";
  private static final int DIGITS = 12;
  private static final String NUMBER = "#".repeat(DIGITS);
  private static final String DATA = "x".repeat(500);

  private final String queue;
  private final int key;
  private final int externalId;
  private final ByteBuffer request;

  SubmitBytes(URI node, String tenant, String queue) {
    this.queue = queue;
    String body = body(queue, NUMBER);
    String all =
        "POST %s HTTP/1.1\r\nHost: %s\r\nIxion-Tenant: %s\r\nContent-Type: application/json\r\n"
                .formatted(PATH, node.getAuthority(), tenant)
            + "Idempotency-Key: \"%s\"\r\nContent-Length: %d\r\n\r\n"
                .formatted(NUMBER, body.length())
            + body;
    key = all.indexOf(NUMBER);
    externalId = all.lastIndexOf(NUMBER);
    request = ByteBuffer.allocateDirect(all.length());
    request.put(all.getBytes(StandardCharsets.US_ASCII));
  }

  /** The request of this number, valid until the next one is asked for. */
  ByteBuffer of(int number) {
    long rest = number;
    for (int digit = DIGITS - 1; digit >= 0; digit--) {
      var text = (byte) ('0' + rest % 10);
      request.put(key + digit, text).put(externalId + digit, text);
      rest /= 10;
    }
    return request.rewind();
  }

  /** The same body, to repeat it by other means. */
  String body(int number) {
    return body(queue, key(number));
  }

  /** Idempotency key and external id of a number. */
  static String key(int number) {
    return String.format("%0" + DIGITS + "d", number);
  }

  private static String body(String queue, String number) {
    return "{\"queue\":\"%s\",\"mediaType\":\"chat\",\"externalId\":\"%s\",\"data\":{\"text\":\"%s\"}}"
        .formatted(queue, number, DATA);
  }
}
