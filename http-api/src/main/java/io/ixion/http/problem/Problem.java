package io.ixion.http.problem;

import java.util.List;
import java.util.Optional;

/**
 * What went wrong with one request, as RFC 9457 tells it: a stable code, a sentence, and the places
 * in the request that it is about. What is quoted of the request is cut.
 *
 * @param code one of {@link ProblemTable}'s
 * @param detail what was expected, what was found, what to do
 * @param errors the first places in the request's body
 * @param errorCount how many there were
 * @param allow the methods that the path has, for {@code method-not-allowed}
 * @param isRetryable whether the same request may succeed later, where the code does not say it
 */
public record Problem(
    String code,
    String detail,
    List<FieldError> errors,
    int errorCount,
    Optional<String> allow,
    Optional<Boolean> isRetryable) {
  /** How many errors a problem names; the others are counted. */
  public static final int MOST_ERRORS = 20;

  private static final int LONGEST = 500;

  /**
   * One place in the body.
   *
   * @param pointer RFC 6901
   */
  public record FieldError(String pointer, String detail) {}

  public static Problem of(String code, String detail) {
    return of(code, detail, List.of(), 0);
  }

  /** With the first errors of so many. */
  public static Problem of(String code, String detail, List<FieldError> errors, int errorCount) {
    return new Problem(
        code, detail, List.copyOf(errors), errorCount, Optional.empty(), Optional.empty());
  }

  public static Problem methodNotAllowed(String detail, String allow) {
    return new Problem(
        ProblemCodes.METHOD_NOT_ALLOWED,
        detail,
        List.of(),
        0,
        Optional.of(allow),
        Optional.empty());
  }

  static Problem outcomeUnknown(String detail, boolean isRepeatable) {
    return new Problem(
        ProblemCodes.OUTCOME_UNKNOWN,
        detail,
        List.of(),
        0,
        Optional.empty(),
        Optional.of(isRepeatable));
  }

  /** At most 500 characters of a text, and never half of one. */
  static String cut(String text) {
    if (text.length() <= LONGEST) return text;
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
