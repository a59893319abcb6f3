package io.ixion.http.interaction;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ixion.engine.id.Originator;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.reporting.RecordedEvent;
import io.ixion.http.json.JsonBytes;
import io.ixion.http.json.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes stored events: the names and fields of the journal, times as everywhere in the API. */
final class EventJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new InstantJson())
                  .addSerializer(Duration.class, ToStringSerializer.instance));

  private static final class InstantJson extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(Times.text(time));
    }
  }

  private EventJson() {}

  static void write(JsonGenerator out, RecordedEvent recorded) throws IOException {
    Map<?, ?> fields = MAPPER.convertValue(recorded.event(), LinkedHashMap.class);
    out.writeStartObject();
    out.writeNumberField("revision", recorded.revision());
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      if (field.getKey().equals("by")) {
        originator(out, recorded.event());
        continue;
      }
      out.writeFieldName((String) field.getKey());
      JsonBytes.value(out, field.getValue());
    }
    out.writeEndObject();
  }

  /** {@code by} is the agent on whose behalf a client asked, as the first edition showed it. */
  private static void originator(JsonGenerator out, InteractionEvent event) throws IOException {
    Originator by = event.by();
    boolean onBehalf =
        event instanceof InteractionEvent.DataChanged
            || event instanceof InteractionEvent.PlacedInQueue
            || event instanceof InteractionEvent.Stopped;
    if (onBehalf && by.agent().isPresent()) out.writeStringField("by", by.agent().get().value());
    out.writeObjectFieldStart("originator");
    out.writeStringField("kind", by.kind().text());
    if (by.id().isPresent()) out.writeStringField("id", by.id().get());
    out.writeEndObject();
  }
}
