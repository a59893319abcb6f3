package io.ixion.http.interaction;

import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place in an interaction's history that a page ends at. Before there were cursors the number
 * of the last event stood for it; that form is still read.
 */
final class EventCursor {
  private static final Pattern FORM = Pattern.compile("e:([0-9]{1,18})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private EventCursor() {}

  static String write(long revision) {
    byte[] place = ("e:" + revision).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
  }

  static long read(String text) {
    return place(text)
        .orElseThrow(
            () ->
                new RefusedRequest(
                    ProblemCodes.CURSOR_MISMATCH,
                    "expected a cursor as page.next gave it; found something else"));
  }

  /** By what events were paged before they had cursors; old clients put page.next there, too. */
  static long revision(String text) {
    return place(text)
        .orElseThrow(
            () -> new IllegalArgumentException("expected the revision of an event, 0 or more"));
  }

  private static Optional<Long> place(String text) {
    if (NUMBER.matcher(text).matches()) return Optional.of(Long.parseLong(text));
    try {
      byte[] place = Base64.getUrlDecoder().decode(text);
      Matcher form = FORM.matcher(new String(place, StandardCharsets.US_ASCII));
      return form.matches() ? Optional.of(Long.parseLong(form.group(1))) : Optional.empty();
    } catch (IllegalArgumentException forged) {
      return Optional.empty();
    }
  }
}
