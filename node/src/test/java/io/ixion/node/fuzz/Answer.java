package io.ixion.node.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

  Map<String, List<String>> headers() {
    return head.lines()
        .skip(1)
        .filter(line -> line.indexOf(':') > 0)
        .map(line -> line.split(":", 2))
        .collect(
            Collectors.groupingBy(
                line -> line[0].toLowerCase(Locale.ROOT),
                Collectors.mapping(line -> line[1].trim(), Collectors.toList())));
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
