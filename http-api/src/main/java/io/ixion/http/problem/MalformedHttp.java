package io.ixion.http.problem;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/** Answers what the HTTP parser refuses, before any route has seen it. Named in http.conf. */
public final class MalformedHttp extends ParsingErrorHandler {
  /** Where Akka looks for the one instance. */
  public static final MalformedHttp MODULE$ = new MalformedHttp();

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return ProblemResponses.of(
        Problem.of(
            ProblemCodes.MALFORMED_HTTP,
            "expected a valid HTTP request; found: " + error.summary()),
        // Akka's for a body where HTTP has none; to clients of this API 422 is about values
        status.intValue() == 422 ? 400 : status.intValue(),
        "/");
  }
}
