package io.ixion.http.exchange;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.ixion.engine.decision.Rejection;
import io.ixion.http.json.JsonBytes;
import io.ixion.http.problem.Problem;
import io.ixion.http.problem.RefusedRequest;

/** The few shapes of a successful answer. */
public final class Responses {
  private static final RawHeader REPLAYED = RawHeader.create("Idempotent-Replayed", "true");
  private static final HttpResponse OK = HttpResponse.create();
  private static final HttpResponse CREATED = HttpResponse.create().withStatus(StatusCodes.CREATED);
  private static final HttpResponse NOT_MODIFIED =
      HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED);

  private Responses() {}

  public static HttpResponse ok(JsonBytes.Content content) {
    return OK.withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, JsonBytes.of(content)));
  }

  public static HttpResponse created(String location, JsonBytes.Content content) {
    return CREATED
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, JsonBytes.of(content)))
        .addHeader(RawHeader.create("Location", location));
  }

  public static HttpResponse notModified(String etag) {
    return tagged(NOT_MODIFIED, etag);
  }

  public static HttpResponse tagged(HttpResponse response, String etag) {
    return response.addHeader(RawHeader.create("ETag", etag));
  }

  public static HttpResponse replayed(HttpResponse response, boolean replayed) {
    return replayed ? response.addHeader(REPLAYED) : response;
  }

  /** The engine's refusal on its way to the client. */
  public static RefusedRequest refused(Rejection why) {
    return new RefusedRequest(Problem.of(why.code(), why.detail()));
  }
}
