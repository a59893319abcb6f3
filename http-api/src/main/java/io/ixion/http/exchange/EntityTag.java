package io.ixion.http.exchange;

import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags: {@code "r17"} stands for revision 17. */
public final class EntityTag {
  private static final Pattern REVISION = Pattern.compile("\"r([0-9]{1,18})\"");

  private EntityTag() {}

  public static String of(long revision) {
    return "\"r" + revision + "\"";
  }

  /** Whether a list of tags names this one; weak tags count. */
  static boolean listed(String list, String etag) {
    if (list.equals("*")) return true;
    for (String each : list.split(",", 64)) {
      String tag = each.trim();
      if (tag.equals(etag) || (tag.startsWith("W/") && tag.substring(2).equals(etag))) return true;
    }
    return false;
  }

  /** The revision that If-Match asks for; empty for {@code *}, which any revision satisfies. */
  public static Optional<Long> expectedRevision(String ifMatch) {
    if (ifMatch.equals("*")) return Optional.empty();
    Matcher form = REVISION.matcher(ifMatch);
    if (form.matches()) return Optional.of(Long.parseLong(form.group(1)));
    throw new RefusedRequest(
        ProblemCodes.INVALID_HEADER,
        "expected If-Match as one ETag of this API, e.g. \"r17\", or *; found " + ifMatch);
  }
}
