package io.ixion.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes JSON straight to bytes; nothing between the values and the wire. */
public final class JsonBytes {
  private static final int FIRST_SIZE = 1_024;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  private JsonBytes() {}

  public static byte[] of(Content content) {
    var bytes = new ByteArrayOutputStream(FIRST_SIZE);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      content.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  /** Writes a value made of maps, lists, strings, numbers, booleans and nulls. */
  public static void value(JsonGenerator out, Object value) throws IOException {
    if (value instanceof String text) out.writeString(text);
    else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName((String) entry.getKey());
        value(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object item : list) value(out, item);
      out.writeEndArray();
    } else out.writePOJO(value); // numbers, booleans, null: needs no codec
  }
}
