package io.ixion.http.interaction;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
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
      out.writeFieldName((String) field.getKey());
      JsonBytes.value(out, field.getValue());
    }
    out.writeEndObject();
  }
}
