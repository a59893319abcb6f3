package io.ixion.engine.reporting.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** JSON as the journal and the read tables hold it. */
final class StoredJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StoredJson() {}

  static InteractionEvent interactionEvent(byte[] payload) throws IOException {
    return JSON.readValue(plain(payload), InteractionEvent.class);
  }

  static AgentEvent agentEvent(byte[] payload) throws IOException {
    return JSON.readValue(plain(payload), AgentEvent.class);
  }

  /**
   * An interaction as its row has it.
   *
   * @param data absent in rows of the first edition, where it is a part of the header's text
   */
  static Interaction interaction(String header, String data) {
    return new Interaction(
        header(header),
        data == null ? read(header, FirstEdition.class).data() : read(data, AttachedData.class));
  }

  static InteractionHeader header(String text) {
    try {
      return JSON.readValue(text, InteractionHeader.class);
    } catch (MismatchedInputException lacksItsPriority) {
      return firstEdition(text);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** What rows of the first edition have where others have two columns. */
  private record FirstEdition(AttachedData data) {}

  /** There the priority was a part of what never changes. */
  private static InteractionHeader firstEdition(String text) {
    try {
      ObjectNode header = (ObjectNode) JSON.readTree(text);
      header.set("priority", header.path("profile").path("priority"));
      return JSON.treeToValue(header, InteractionHeader.class);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static UncheckedIOException unreadable(JsonProcessingException why) {
    return new UncheckedIOException("a row of the read side cannot be read", why);
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "cannot write " + value.getClass().getSimpleName() + " as JSON", e);
    }
  }

  private static byte[] plain(byte[] payload) throws IOException {
    boolean zipped =
        payload.length > 2 && (payload[0] & 0xff) == 0x1f && (payload[1] & 0xff) == 0x8b;
    if (!zipped) return payload;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(payload))) {
      return in.readAllBytes();
    }
  }
}
