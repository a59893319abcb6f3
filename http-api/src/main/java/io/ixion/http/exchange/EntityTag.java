package io.ixion.http.exchange;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags: {@code "r17"} stands for revision 17. They are strong. */
public final class EntityTag {
  private static final Pattern REVISION = Pattern.compile("r(0|[1-9][0-9]{0,17})");

  private EntityTag() {}

  public static String of(long revision) {
    return "\"r" + revision + "\"";
  }

  /** The revision that the text between a tag's quotes stands for, if it is a tag of ours. */
  static Optional<Long> revision(String opaque) {
    Matcher form = REVISION.matcher(opaque);
    return form.matches() ? Optional.of(Long.parseLong(form.group(1))) : Optional.empty();
  }
}
