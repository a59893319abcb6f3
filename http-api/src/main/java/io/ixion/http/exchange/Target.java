package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request asks for, as the client wrote it. Akka has decoded the path and collapsed its dots
 * already: a path that is not the one it seems to be is found here.
 *
 * @param path not decoded, without the query
 * @param host of a target in absolute form
 */
record Target(String path, Optional<String> host) {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(.*)");
  private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

  /** What RFC 3986, 2.3 leaves as it is: nobody has to encode it. */
  private static final Pattern NEEDLESSLY_ENCODED =
      Pattern.compile("(?i)%(2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])");

  static Target of(HttpRequest request, Headers headers) {
    String raw = headers.rawTarget().orElseGet(() -> request.getUri().path());
    var absolute = ABSOLUTE.matcher(raw);
    boolean isAbsolute = absolute.matches();
    String target = isAbsolute ? absolute.group(2) : raw;
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    Optional<String> host =
        isAbsolute ? Optional.of(request.getUri().host().address()) : Optional.empty();
    return new Target(path, host);
  }

  /** Whether it says plainly where it leads: an entry may have judged another path than Akka's. */
  boolean isPlain() {
    return !path.endsWith("/")
        && !path.contains("//")
        && !DOTS.matcher(path).find()
        && !NEEDLESSLY_ENCODED.matcher(path).find();
  }
}
