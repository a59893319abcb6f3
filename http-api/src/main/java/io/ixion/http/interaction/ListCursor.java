package io.ixion.http.interaction;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.http.json.Fingerprint;
import io.ixion.http.json.JsonBytes;
import io.ixion.http.json.RequestJson;
import io.ixion.http.json.Times;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** The place in a list that a page ends at, tied to the filters of that list. */
final class ListCursor {
  private ListCursor() {}

  /** The filters of a list in one short text. */
  static String filters(InteractionQuery query) {
    return Fingerprint.of(
            query.tenant().value(),
            query.queue().toString(),
            query.state().toString(),
            query.mediaType().toString(),
            query.agent().toString(),
            query.externalId().toString())
        .substring(0, 16);
  }

  static String write(String filters, InteractionQuery.Cursor cursor) {
    byte[] json =
        JsonBytes.of(
            out -> {
              out.writeStartObject();
              out.writeNumberField("s", cursor.submittedAt().getEpochSecond());
              out.writeNumberField("n", cursor.submittedAt().getNano());
              out.writeStringField("i", cursor.id().value());
              out.writeStringField("f", filters);
              out.writeEndObject();
            });
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  static InteractionQuery.Cursor read(String filters, String text) {
    Map<String, Object> parts = decoded(text);
    if (!filters.equals(parts.get("f")))
      throw mismatch("expected a cursor of a list with these filters; found one of another list");
    if (parts.get("s") instanceof Number seconds
        && parts.get("n") instanceof Number nanos
        && parts.get("i") instanceof String id) {
      try {
        Instant submittedAt = Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
        if (Times.isUsable(submittedAt))
          return new InteractionQuery.Cursor(submittedAt, new InteractionId(id));
      } catch (DateTimeException | IllegalArgumentException | ArithmeticException forged) {
        throw notCursor();
      }
    }
    throw notCursor();
  }

  private static Map<String, Object> decoded(String text) {
    try {
      return RequestJson.object(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException | RefusedRequest notJson) {
      throw notCursor();
    }
  }

  private static RefusedRequest notCursor() {
    return mismatch("expected a cursor as page.next gave it; found something else");
  }

  private static RefusedRequest mismatch(String detail) {
    return new RefusedRequest(ProblemCodes.CURSOR_MISMATCH, detail);
  }
}
