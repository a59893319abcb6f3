package io.ixion.http.problem;

import akka.http.javadsl.model.HttpResponse;
import io.ixion.engine.decision.NotStorable;
import io.ixion.engine.decision.Unavailable;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into answers; what is not expected is logged, not told. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final OncePerSecond refused = new OncePerSecond(LOG::warn);

  /** Where what happens often is told of. */
  public OncePerSecond often() {
    return refused;
  }

  /** Writes down what was refused since; to be called once a second. */
  public void flush() {
    refused.flush();
  }

  /**
   * The answer to a request whose handling failed.
   *
   * @param changesNothing the request only asks
   * @param isRepeatable it may be made again even if it had its effect
   */
  public HttpResponse answer(
      Throwable failure, String path, boolean changesNothing, boolean isRepeatable) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null)
      cause = cause.getCause();
    if (cause instanceof RefusedRequest request) return told(request.problem(), path);
    if (cause instanceof Unavailable away) {
      boolean notDone = changesNothing || away.isNotDone();
      String detail = away.getMessage() + (notDone ? ". Nothing was done" : "");
      return told(
          notDone
              ? Problem.of(ProblemCodes.UNAVAILABLE, detail)
              : Problem.outcomeUnknown(detail, isRepeatable),
          path);
    }
    if (cause instanceof NotStorable)
      return told(Problem.of(ProblemCodes.NOT_STORABLE, cause.getMessage()), path);
    return unexpected(cause, path);
  }

  private HttpResponse told(Problem problem, String path) {
    if (ProblemTable.row(problem.code()).status() >= 500)
      refused.add("answered " + problem.code(), path + ": " + Problem.cut(problem.detail()));
    return ProblemResponses.of(problem, path);
  }

  private static HttpResponse unexpected(Throwable cause, String path) {
    String reference = UUID.randomUUID().toString();
    LOG.error("reference {}: {} failed", reference, path, cause);
    return ProblemResponses.of(
        Problem.of(
            ProblemCodes.INTERNAL_ERROR,
            "expected this to work; it failed. The node's log tells more under reference "
                + reference),
        path);
  }
}
