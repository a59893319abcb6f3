package io.ixion.http.operations;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.util.ByteString;
import io.ixion.engine.EngineFigures;
import io.ixion.http.exchange.ConnectionDrain;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.Exchange;
import io.ixion.http.exchange.Responses;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.ProblemTable;
import io.ixion.http.problem.RefusedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What operators and their tools ask: alive, ready, figures, the API's description, its problems.
 */
public final class OperationsRoutes {
  private static final String TEXT = "text/plain";
  private static final ContentType PROMETHEUS =
      ContentTypes.parse("text/plain; version=0.0.4; charset=UTF-8");

  private final Supplier<EngineFigures> figures;
  private final DatabaseProbe database;
  private final Metrics metrics;
  private final ConnectionDrain drain;
  private final ByteString openApi = ByteString.fromArrayUnsafe(resource("/openapi.json"));

  /** Whether the database answers. */
  @FunctionalInterface
  public interface DatabaseProbe {
    CompletionStage<Boolean> reachable();
  }

  public OperationsRoutes(
      Supplier<EngineFigures> figures,
      DatabaseProbe database,
      Metrics metrics,
      ConnectionDrain drain) {
    this.figures = figures;
    this.database = database;
    this.metrics = metrics;
    this.drain = drain;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health/live", this::live).in(Endpoint.Kind.OPERATIONS),
        Endpoint.get("/health/ready", this::ready).in(Endpoint.Kind.OPERATIONS),
        Endpoint.get("/health/entry", this::entry).in(Endpoint.Kind.OPERATIONS),
        Endpoint.get("/metrics", this::metrics).in(Endpoint.Kind.FIGURES).producing(TEXT),
        Endpoint.get("/openapi.json", this::openApi).in(Endpoint.Kind.FIGURES),
        Endpoint.get("/problems/{code}", this::problem)
            .in(Endpoint.Kind.OPERATIONS)
            .producing(TEXT));
  }

  private CompletionStage<HttpResponse> live(Exchange exchange) {
    return done(
        Responses.ok(
            out -> {
              out.writeStartObject();
              out.writeStringField("status", "up");
              out.writeEndObject();
            }));
  }

  private CompletionStage<HttpResponse> ready(Exchange exchange) {
    return readiness(StatusCodes.SERVICE_UNAVAILABLE);
  }

  /** To HAProxy (disable-on-404) this means: send nothing new, but let finish what is open. */
  private CompletionStage<HttpResponse> entry(Exchange exchange) {
    return readiness(StatusCodes.NOT_FOUND);
  }

  private CompletionStage<HttpResponse> readiness(StatusCode otherwise) {
    return database
        .reachable()
        .thenApply(
            reachable -> {
              boolean engine = figures.get().ready() && !drain.begun();
              HttpResponse answer =
                  Responses.ok(
                      out -> {
                        out.writeStartObject();
                        out.writeStringField("status", engine && reachable ? "up" : "down");
                        out.writeObjectFieldStart("checks");
                        out.writeStringField("engine", engine ? "up" : "down");
                        out.writeStringField("database", reachable ? "up" : "down");
                        out.writeEndObject();
                        out.writeEndObject();
                      });
              return engine && reachable
                  ? answer
                  : answer.withStatus(otherwise).addHeader(RawHeader.create("Retry-After", "1"));
            });
  }

  private CompletionStage<HttpResponse> metrics(Exchange exchange) {
    return done(
        HttpResponse.create()
            .withEntity(HttpEntities.create(PROMETHEUS, ByteString.fromString(metrics.scrape()))));
  }

  private CompletionStage<HttpResponse> openApi(Exchange exchange) {
    return done(
        HttpResponse.create()
            .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, openApi)));
  }

  private CompletionStage<HttpResponse> problem(Exchange exchange) {
    String code = exchange.pathValue(0, text -> text);
    ProblemTable.Row row =
        ProblemTable.find(code)
            .orElseThrow(
                () ->
                    new RefusedRequest(
                        ProblemCodes.NO_SUCH_PATH,
                        "expected the code of a problem; found \"" + code + "\""));
    String text =
        row.code()
            + " ("
            + row.status()
            + ")\n\n"
            + row.title()
            + ".\n\nCause:  "
            + row.cause()
            + "\nRemedy: "
            + row.remedy()
            + "\n";
    return done(
        HttpResponse.create().withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text)));
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private static byte[] resource(String name) {
    try (InputStream in = OperationsRoutes.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("this build lacks its resource " + name);
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", failure);
    }
  }
}
