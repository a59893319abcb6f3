package io.ixion.http.interaction;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.engine.interaction.HandlingTimeout;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.http.json.JsonBytes;
import io.ixion.http.json.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes interactions as the API shows them; the one place that knows their JSON. */
public final class InteractionJson {
  static final String PATH = "/api/v1/interactions";

  private InteractionJson() {}

  public static void write(JsonGenerator out, Interaction whole) throws IOException {
    InteractionHeader interaction = whole.header();
    InteractionHeader.Profile profile = interaction.profile();
    out.writeStartObject();
    out.writeStringField("id", profile.id().value());
    out.writeStringField("tenant", profile.tenant().value());
    out.writeNumberField("revision", interaction.revision());
    out.writeStringField("state", interaction.state());
    text(out, "externalId", profile.externalId());
    text(out, "parentId", profile.parentId());
    out.writeStringField("mediaType", profile.mediaType().value());
    text(out, "type", profile.type());
    text(out, "subtype", profile.subtype());
    out.writeBooleanField("isOnline", interaction.isOnline());
    out.writeBooleanField("isHeld", interaction.isHeld());
    time(out, "heldAt", interaction.heldAt());
    out.writeNumberField("priority", interaction.priority());
    out.writeStringField("queue", interaction.position().queue().value());
    out.writeObjectFieldStart("skills");
    for (var skill : profile.skills().levels().entrySet())
      out.writeNumberField(skill.getKey().value(), skill.getValue());
    out.writeEndObject();
    times(out, interaction);
    place(out, interaction);
    out.writeFieldName("data");
    JsonBytes.value(out, whole.data().values());
    if (HandlingTimeout.isUnusable(whole.data())) unusableTimeout(out);
    links(out, PATH + "/" + profile.id().value());
    out.writeEndObject();
  }

  private static void unusableTimeout(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("warnings");
    out.writeStartObject();
    out.writeStringField("code", "unusable-handling-timeout");
    out.writeStringField("pointer", "/data/" + HandlingTimeout.KEY);
    out.writeStringField(
        "detail",
        "expected an ISO-8601 duration of PT1S to PT24H; it is not one, so the limit of the medium"
            + " or of the node is used");
    out.writeEndObject();
    out.writeEndArray();
  }

  private static void times(JsonGenerator out, InteractionHeader interaction) throws IOException {
    time(out, "receivedAt", interaction.profile().receivedAt());
    time(out, "submittedAt", interaction.profile().submittedAt());
    time(out, "placedInQueueAt", interaction.position().placedAt());
    time(out, "movedToQueueAt", interaction.position().movedAt());
    out.writeStringField("waitCredit", interaction.profile().waitCredit().toString());
    time(out, "deliveredAt", interaction.deliveredAt());
    time(out, "abandonedAt", interaction.abandonedAt());
  }

  private static void place(JsonGenerator out, InteractionHeader interaction) throws IOException {
    if (interaction.place() instanceof Place.Handling work) {
      out.writeStringField("assignedTo", work.agent().value());
      time(out, "assignedAt", work.assignedAt());
      out.writeStringField("handlingTimeout", work.timeout().toString());
    } else if (interaction.place() instanceof Place.Offered offered)
      out.writeStringField("offeredTo", offered.agent().value());
    text(out, "offerId", interaction.offerId());
    time(out, "deadline", interaction.deadline());
    if (interaction.place() instanceof Place.Stopped stopped) {
      time(out, "completedAt", stopped.at());
      text(out, "stopReason", stopped.reason());
    }
  }

  private static void links(JsonGenerator out, String self) throws IOException {
    out.writeObjectFieldStart("links");
    out.writeStringField("self", self);
    out.writeStringField("events", self + "/events");
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, String name, Optional<?> value) throws IOException {
    if (value.isPresent()) out.writeStringField(name, value.get().toString());
  }

  private static void time(JsonGenerator out, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) time(out, name, time.get());
  }

  private static void time(JsonGenerator out, String name, Instant time) throws IOException {
    out.writeStringField(name, Times.text(time));
  }
}
