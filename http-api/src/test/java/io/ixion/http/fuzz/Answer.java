package io.ixion.http.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What came back for one request.
 *
 * @param head status line and headers, as they came
 * @param body all of it; of an event stream its first bytes
 * @param isStream whether more would follow
 */
record Answer(int status, String head, byte[] body, boolean isStream) {

  /** The values of a header. */
  List<String> all(String name) {
    String begin = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
        .map(line -> line.substring(begin.length()).trim())
        .toList();
  }

  String header(String name) {
    return String.join(", ", all(name));
  }

  boolean closes() {
    return header("Connection").toLowerCase(Locale.ROOT).contains("close");
  }

  boolean isRefusal() {
    return status >= 400;
  }

  boolean isDone() {
    return status >= 200 && status < 300;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
