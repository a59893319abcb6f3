package io.ixion.http.problem;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.engine.kernel.Unavailable;
import io.ixion.http.json.JsonBytes;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns problems and failures into {@code application/problem+json} responses. */
public final class ProblemResponses {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);
  private static final ContentType PROBLEM_JSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application",
              "problem+json",
              akka.http.javadsl.model.HttpCharsets.UTF_8,
              java.util.Map.of(),
              false));

  private ProblemResponses() {}

  public static HttpResponse of(Problem problem, String instance) {
    ProblemTable.Row row = ProblemTable.row(problem.code());
    return of(problem, row.status(), instance);
  }

  /** With a status of its own, for what the HTTP parser refuses. */
  public static HttpResponse of(Problem problem, int status, String instance) {
    ProblemTable.Row row = ProblemTable.row(problem.code());
    byte[] body = JsonBytes.of(out -> write(out, problem, row, status, instance));
    HttpResponse response =
        HttpResponse.create()
            .withStatus(StatusCodes.lookup(status).orElse(StatusCodes.INTERNAL_SERVER_ERROR))
            .withEntity(HttpEntities.create(PROBLEM_JSON, body));
    if (row.retryable()) response = response.addHeader(RawHeader.create("Retry-After", "1"));
    if (problem.allow().isEmpty()) return response;
    return response.addHeader(RawHeader.create("Allow", problem.allow().get()));
  }

  /** The answer to a request whose handling failed; what is not expected is logged, not told. */
  public static HttpResponse failed(Throwable failure, String instance) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null)
      cause = cause.getCause();
    if (cause instanceof RefusedRequest refused) return of(refused.problem(), instance);
    if (cause instanceof Unavailable) {
      LOG.warn("unavailable: {} {}", instance, cause.getMessage());
      return of(Problem.of(ProblemCodes.UNAVAILABLE, cause.getMessage()), instance);
    }
    return unexpected(cause, instance);
  }

  private static HttpResponse unexpected(Throwable cause, String instance) {
    String reference = UUID.randomUUID().toString();
    LOG.error("reference {}: {} failed", reference, instance, cause);
    return of(
        Problem.of(
            ProblemCodes.INTERNAL_ERROR,
            "expected this to work; it failed. The node's log tells more under reference "
                + reference),
        instance);
  }

  private static void write(
      JsonGenerator out, Problem problem, ProblemTable.Row row, int status, String instance)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "/problems/" + row.code());
    out.writeStringField("title", row.title());
    out.writeNumberField("status", status);
    out.writeStringField("detail", problem.detail());
    out.writeStringField("instance", instance);
    out.writeStringField("code", row.code());
    out.writeBooleanField("retryable", row.retryable());
    if (!problem.errors().isEmpty()) {
      out.writeArrayFieldStart("errors");
      for (Problem.FieldError error : problem.errors()) {
        out.writeStartObject();
        out.writeStringField("pointer", error.pointer());
        out.writeStringField("detail", error.detail());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }
}
