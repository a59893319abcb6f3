package io.ixion.http.exchange;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Condition.Revisions;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one place that reads conditional headers (RFC 9110, 13.1). If-Match and If-None-Match become
 * the condition that a command carries to the owner. If-Unmodified-Since and If-Range are refused:
 * nothing here has a date of modification, and whoever sends them relies on it. If-Modified-Since
 * only ever saves bytes and is ignored, as the RFC demands of those without such a date.
 */
final class Conditional {
  private static final int MOST_TAGS = 64;

  private Conditional() {}

  static Condition of(Headers headers) {
    refuse("If-Unmodified-Since", headers.ifUnmodifiedSince());
    refuse("If-Range", headers.ifRange());
    if (headers.ifMatch().isEmpty() && headers.ifNoneMatch().isEmpty()) return Condition.NONE;
    return new Condition(
        headers.ifMatch().map(list -> revisions("If-Match", list, false)),
        headers.ifNoneMatch().map(list -> revisions("If-None-Match", list, true)));
  }

  private static void refuse(String name, Optional<String> value) {
    if (value.isPresent())
      throw new RefusedRequest(
          ProblemCodes.INVALID_HEADER,
          "expected If-Match or If-None-Match with an ETag, as nothing here has a date of"
              + " modification; found "
              + name);
  }

  /**
   * @param weak whether weak tags count, as they do for If-None-Match
   */
  private static Revisions revisions(String name, String list, boolean weak) {
    if (list.equals("*")) return Revisions.ANY;
    var tags = new TagList(name, list);
    List<Long> listed = new ArrayList<>();
    int count = 0;
    while (tags.next()) {
      if (++count > MOST_TAGS) throw wrong(name, "more than " + MOST_TAGS + " tags");
      if (weak || !tags.isWeak()) EntityTag.revision(tags.opaque()).ifPresent(listed::add);
    }
    if (count == 0) throw wrong(name, "no tag");
    return new Revisions(false, listed);
  }

  private static RefusedRequest wrong(String name, String found) {
    return new RefusedRequest(
        ProblemCodes.INVALID_HEADER,
        "expected " + name + " as ETags of this API, e.g. \"r17\", or *; found " + found);
  }

  /** The tags of a list: {@code W/"a", "b"}, where a comma may stand between the quotes too. */
  private static final class TagList {
    private final String name;
    private final String list;
    private int at;
    private boolean isWeak;
    private String opaque = "";

    TagList(String name, String list) {
      this.name = name;
      this.list = list;
    }

    boolean isWeak() {
      return isWeak;
    }

    String opaque() {
      return opaque;
    }

    /** Reads one tag and the comma after it; empty elements are allowed (RFC 9110, 5.6.1). */
    boolean next() {
      while (at < list.length() && (isBlank(list.charAt(at)) || list.charAt(at) == ',')) at++;
      if (at == list.length()) return false;
      isWeak = list.startsWith("W/", at);
      int quote = isWeak ? at + 2 : at;
      int end = list.indexOf('"', quote + 1);
      if (quote >= list.length() || list.charAt(quote) != '"' || end < 0) throw wrong(name, list);
      opaque = list.substring(quote + 1, end);
      at = end + 1;
      while (at < list.length() && isBlank(list.charAt(at))) at++;
      if (at < list.length() && list.charAt(at) != ',') throw wrong(name, list);
      return true;
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }
  }
}
