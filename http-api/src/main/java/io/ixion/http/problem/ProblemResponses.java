package io.ixion.http.problem;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.http.json.JsonBytes;
import java.io.IOException;

/** Turns problems into {@code application/problem+json} responses. */
public final class ProblemResponses {
  private static final ContentType PROBLEM_JSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application",
              "problem+json",
              akka.http.javadsl.model.HttpCharsets.UTF_8,
              java.util.Map.of(),
              false));

  // Also for what is answered before, or instead of, the way that other answers take.
  private static final RawHeader TYPE_IS_RIGHT =
      RawHeader.create("X-Content-Type-Options", "nosniff");
  private static final RawHeader NOT_TO_BE_KEPT = RawHeader.create("Cache-Control", "no-store");
  private static final RawHeader BY_TENANT = RawHeader.create("Vary", "Ixion-Tenant");

  private ProblemResponses() {}

  public static HttpResponse of(Problem problem, String instance) {
    ProblemTable.Row row = ProblemTable.row(problem.code());
    return of(problem, row.status(), instance);
  }

  /** With a status of its own, for what the HTTP parser refuses. */
  public static HttpResponse of(Problem problem, int status, String instance) {
    ProblemTable.Row row = ProblemTable.row(problem.code());
    boolean isRetryable = problem.isRetryable().orElse(row.retryable());
    byte[] body = JsonBytes.of(out -> write(out, problem, row, status, isRetryable, instance));
    HttpResponse response =
        HttpResponse.create()
            .withStatus(status(status))
            .addHeader(TYPE_IS_RIGHT)
            .addHeader(NOT_TO_BE_KEPT)
            .addHeader(BY_TENANT)
            .withEntity(HttpEntities.create(PROBLEM_JSON, body));
    if (isRetryable) response = response.addHeader(RawHeader.create("Retry-After", "1"));
    if (problem.allow().isEmpty()) return response;
    return response.addHeader(RawHeader.create("Allow", problem.allow().get()));
  }

  private static StatusCode status(int number) {
    return StatusCodes.lookup(number)
        .orElseGet(() -> StatusCodes.custom(number, "Refused", "refused", number < 400, true));
  }

  private static void write(
      JsonGenerator out,
      Problem problem,
      ProblemTable.Row row,
      int status,
      boolean isRetryable,
      String instance)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "/problems/" + row.code());
    out.writeStringField("title", row.title());
    out.writeNumberField("status", status);
    out.writeStringField("detail", Problem.cut(problem.detail()));
    out.writeStringField("instance", Problem.cut(instance));
    out.writeStringField("code", row.code());
    out.writeBooleanField("retryable", isRetryable);
    if (!problem.errors().isEmpty()) {
      out.writeNumberField("errorCount", problem.errorCount());
      out.writeArrayFieldStart("errors");
      for (Problem.FieldError error : problem.errors()) {
        out.writeStartObject();
        out.writeStringField("pointer", Problem.cut(error.pointer()));
        out.writeStringField("detail", Problem.cut(error.detail()));
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }
}
