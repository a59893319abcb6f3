package io.ixion.http.agent;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonGenerator;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.FollowedNotice;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.http.interaction.InteractionJson;
import io.ixion.http.json.JsonBytes;
import io.ixion.http.json.Times;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the messages of an agent's event stream in the format of server-sent events. */
final class NoticeJson {
  private static final ByteString END = ByteString.fromString("\n\n");
  private static final ByteString COMMA = ByteString.fromString(",");

  private NoticeJson() {}

  /**
   * A notice as it is sent; a snapshot in many pieces, each made when the client has room for it.
   *
   * @param sent run once all of it is made
   */
  static Iterable<ByteString> pieces(FollowedNotice followed, Runnable sent) {
    AgentNotice notice = followed.notice();
    Stream<Supplier<ByteString>> parts =
        notice.content() instanceof AgentNotice.Snapshot all
            ? snapshot(followed, all)
            : Stream.of(
                () -> head(notice),
                () -> ByteString.fromArrayUnsafe(JsonBytes.of(out -> data(out, followed))));
    Supplier<ByteString> end =
        () -> {
          sent.run();
          return END;
        };
    return () -> Stream.concat(parts, Stream.of(end)).map(Supplier::get).iterator();
  }

  private static Stream<Supplier<ByteString>> snapshot(
      FollowedNotice followed, AgentNotice.Snapshot all) {
    Supplier<ByteString> begin =
        () ->
            head(followed.notice())
                .concat(ByteString.fromString("{\"type\":\"snapshot\",\"agent\":"))
                .concat(json(out -> AgentJson.write(out, all.agent())));
    return Stream.of(
            Stream.of(begin),
            list(",\"offers\":[", whole(followed, all.offered()), NoticeJson::offerObject),
            list("],\"interactions\":[", whole(followed, all.held()), InteractionJson::write),
            Stream.<Supplier<ByteString>>of(() -> ByteString.fromString("]}")))
        .flatMap(parts -> parts);
  }

  private static List<Interaction> whole(FollowedNotice followed, List<InteractionHeader> headers) {
    return headers.stream().map(followed::whole).toList();
  }

  /** Writes one item of a list. */
  private interface Item {
    void write(JsonGenerator out, Interaction item) throws IOException;
  }

  private static Stream<Supplier<ByteString>> list(
      String before, List<Interaction> items, Item item) {
    Stream<Supplier<ByteString>> written =
        IntStream.range(0, items.size())
            .mapToObj(
                i ->
                    () -> {
                      ByteString one = json(out -> item.write(out, items.get(i)));
                      return i == 0 ? one : COMMA.concat(one);
                    });
    return Stream.concat(Stream.of(() -> ByteString.fromString(before)), written);
  }

  private static ByteString json(JsonBytes.Content content) {
    return ByteString.fromArrayUnsafe(JsonBytes.of(content));
  }

  private static ByteString head(AgentNotice notice) {
    AgentNotice.Position position = notice.position();
    return ByteString.fromString(
        "id: "
            + position.epoch()
            + "-"
            + position.number()
            + "\nevent: "
            + name(notice.content())
            + "\ndata: ");
  }

  private static String name(AgentNotice.Content content) {
    if (content instanceof AgentNotice.Snapshot) return "snapshot";
    if (content instanceof AgentNotice.State) return "state";
    if (content instanceof AgentNotice.Offered) return "offer";
    if (content instanceof AgentNotice.OfferEnded) return "offer-ended";
    return content instanceof AgentNotice.Assigned ? "assigned" : "taken";
  }

  private static void data(JsonGenerator out, FollowedNotice followed) throws IOException {
    AgentNotice.Content content = followed.notice().content();
    out.writeStartObject();
    out.writeStringField("type", name(content));
    if (content instanceof AgentNotice.State state) {
      out.writeFieldName("agent");
      AgentJson.write(out, state.agent());
    } else if (content instanceof AgentNotice.Offered offer)
      offer(out, offer.offer().toString(), followed.whole(offer.interaction()));
    else if (content instanceof AgentNotice.Assigned assigned) {
      out.writeStringField("offerId", assigned.offer().toString());
      out.writeFieldName("interaction");
      InteractionJson.write(out, followed.whole(assigned.interaction()));
    } else if (content instanceof AgentNotice.OfferEnded over)
      ended(out, over.offer().toString(), over.interaction().value(), over.reason());
    else if (content instanceof AgentNotice.Taken taken)
      ended(out, taken.offer().toString(), taken.interaction().value(), taken.reason());
    out.writeEndObject();
  }

  private static void offerObject(JsonGenerator out, Interaction offered) throws IOException {
    out.writeStartObject();
    offer(out, offered.offerId().map(Object::toString).orElse(""), offered);
    out.writeEndObject();
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
