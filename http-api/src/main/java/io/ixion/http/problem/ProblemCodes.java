package io.ixion.http.problem;

import java.util.List;

/** The codes of refusals that HTTP adds to the engine's. A code is a promise: never renamed. */
public final class ProblemCodes {
  public static final String INVALID_JSON = "invalid-json";
  public static final String INVALID_REQUEST = "invalid-request";
  public static final String INVALID_VALUE = "invalid-value";
  public static final String INVALID_ID = "invalid-id";
  public static final String INVALID_HEADER = "invalid-header";
  public static final String INVALID_PARAMETER = "invalid-parameter";
  public static final String CURSOR_MISMATCH = "cursor-mismatch";
  public static final String MALFORMED_HTTP = "malformed-http";
  public static final String UNKNOWN_QUEUE = "unknown-queue";
  public static final String NO_SUCH_PATH = "no-such-path";
  public static final String METHOD_NOT_ALLOWED = "method-not-allowed";
  public static final String NOT_ACCEPTABLE = "not-acceptable";
  public static final String REQUEST_TIMEOUT = "request-timeout";
  public static final String BODY_TOO_LARGE = "body-too-large";
  public static final String UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type";
  public static final String INTERNAL_ERROR = "internal-error";
  public static final String UNAVAILABLE = "unavailable";
  public static final String OVERLOADED = "overloaded";
  public static final String OUTCOME_UNKNOWN = "outcome-unknown";
  public static final String NOT_STORABLE = "not-storable";
  public static final String EXPECTATION_FAILED = "expectation-failed";
  public static final String FOREIGN_ORIGIN = "foreign-origin";
  public static final String UNKNOWN_HOST = "unknown-host";

  /** All of them, for tests that must leave none out. */
  public static final List<String> ALL =
      List.of(
          INVALID_JSON,
          INVALID_REQUEST,
          INVALID_VALUE,
          INVALID_ID,
          INVALID_HEADER,
          INVALID_PARAMETER,
          CURSOR_MISMATCH,
          MALFORMED_HTTP,
          UNKNOWN_QUEUE,
          NO_SUCH_PATH,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          REQUEST_TIMEOUT,
          BODY_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          INTERNAL_ERROR,
          UNAVAILABLE,
          OVERLOADED,
          OUTCOME_UNKNOWN,
          NOT_STORABLE,
          EXPECTATION_FAILED,
          FOREIGN_ORIGIN,
          UNKNOWN_HOST);

  private ProblemCodes() {}
}
