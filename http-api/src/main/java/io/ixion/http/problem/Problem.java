package io.ixion.http.problem;

import java.util.List;
import java.util.Optional;

/**
 * What went wrong with one request, as RFC 9457 tells it: a stable code, a sentence, and the places
 * in the request that it is about.
 *
 * @param code one of {@link ProblemTable}'s
 * @param detail what was expected, what was found, what to do
 * @param errors places in the request's body
 * @param allow the methods that the path has, for {@code method-not-allowed}
 */
public record Problem(String code, String detail, List<FieldError> errors, Optional<String> allow) {

  /**
   * One place in the body.
   *
   * @param pointer RFC 6901
   */
  public record FieldError(String pointer, String detail) {}

  public static Problem of(String code, String detail) {
    return new Problem(code, detail, List.of(), Optional.empty());
  }

  public static Problem of(String code, String detail, List<FieldError> errors) {
    return new Problem(code, detail, List.copyOf(errors), Optional.empty());
  }

  static Problem methodNotAllowed(String detail, String allow) {
    return new Problem(ProblemCodes.METHOD_NOT_ALLOWED, detail, List.of(), Optional.of(allow));
  }
}
