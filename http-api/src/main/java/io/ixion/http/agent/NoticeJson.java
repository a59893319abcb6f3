package io.ixion.http.agent;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.interaction.Interaction;
import io.ixion.http.interaction.InteractionJson;
import io.ixion.http.json.JsonBytes;
import io.ixion.http.json.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the messages of an agent's event stream in the format of server-sent events. */
final class NoticeJson {
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private NoticeJson() {}

  static ByteString event(AgentNotice notice) {
    AgentNotice.Position position = notice.position();
    String head =
        "id: "
            + position.epoch()
            + "-"
            + position.number()
            + "\nevent: "
            + name(notice.content())
            + "\ndata: ";
    byte[] data = JsonBytes.of(out -> data(out, notice.content()));
    return ByteString.fromString(head)
        .concat(ByteString.fromArrayUnsafe(data))
        .concat(ByteString.fromArrayUnsafe(END));
  }

  private static String name(AgentNotice.Content content) {
    if (content instanceof AgentNotice.Snapshot) return "snapshot";
    if (content instanceof AgentNotice.State) return "state";
    if (content instanceof AgentNotice.Offered) return "offer";
    if (content instanceof AgentNotice.OfferEnded) return "offer-ended";
    return content instanceof AgentNotice.Assigned ? "assigned" : "taken";
  }

  private static void data(JsonGenerator out, AgentNotice.Content content) throws IOException {
    out.writeStartObject();
    if (content instanceof AgentNotice.Snapshot all) snapshot(out, all);
    else if (content instanceof AgentNotice.State state) {
      out.writeFieldName("agent");
      AgentJson.write(out, state.agent());
    } else if (content instanceof AgentNotice.Offered offer)
      offer(out, offer.offer().toString(), offer.interaction());
    else if (content instanceof AgentNotice.Assigned assigned) {
      out.writeStringField("offerId", assigned.offer().toString());
      out.writeFieldName("interaction");
      InteractionJson.write(out, assigned.interaction());
    } else if (content instanceof AgentNotice.OfferEnded over)
      ended(out, over.offer().toString(), over.interaction().value(), over.reason());
    else if (content instanceof AgentNotice.Taken taken)
      ended(out, taken.offer().toString(), taken.interaction().value(), taken.reason());
    out.writeEndObject();
  }

  private static void snapshot(JsonGenerator out, AgentNotice.Snapshot all) throws IOException {
    out.writeFieldName("agent");
    AgentJson.write(out, all.agent());
    out.writeArrayFieldStart("offers");
    for (Interaction offered : all.offered()) {
      out.writeStartObject();
      offer(out, offered.offerId().map(Object::toString).orElse(""), offered);
      out.writeEndObject();
    }
    out.writeEndArray();
    interactions(out, all.held());
  }

  private static void interactions(JsonGenerator out, List<Interaction> held) throws IOException {
    out.writeArrayFieldStart("interactions");
    for (Interaction interaction : held) InteractionJson.write(out, interaction);
    out.writeEndArray();
  }

  private static void offer(JsonGenerator out, String offerId, Interaction interaction)
      throws IOException {
    out.writeStringField("offerId", offerId);
    if (interaction.deadline().isPresent())
      out.writeStringField("deadline", Times.text(interaction.deadline().get()));
    out.writeFieldName("interaction");
    InteractionJson.write(out, interaction);
  }

  private static void ended(JsonGenerator out, String offerId, String id, String reason)
      throws IOException {
    out.writeStringField("offerId", offerId);
    out.writeStringField("interactionId", id);
    out.writeStringField("reason", reason);
  }
}
