package io.ixion.http.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param more whether there may be another one after it
 */
public record Page<T>(List<T> items, int limit, boolean more) {
  private static final int DEFAULT_LIMIT = 50;

  /** Writes one item. */
  @FunctionalInterface
  public interface Item<T> {
    void write(JsonGenerator out, T item) throws IOException;
  }

  /** The page size that a request asks for. */
  public static int limit(Exchange exchange, int most) {
    return (int) exchange.queryNumber("limit", 1, most, DEFAULT_LIMIT);
  }

  /** A page of what was found when one more than the limit was asked for. */
  public static <T> Page<T> of(List<T> found, int limit) {
    boolean more = found.size() > limit;
    return new Page<>(more ? found.subList(0, limit) : found, limit, more);
  }

  /** Writes the page; {@code cursor} names the place after an item. */
  public void write(JsonGenerator out, Item<T> item, Function<T, String> cursor)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("items");
    for (T each : items) item.write(out, each);
    out.writeEndArray();
    out.writeObjectFieldStart("page");
    if (more) out.writeStringField("next", cursor.apply(items.get(items.size() - 1)));
    out.writeNumberField("limit", limit);
    out.writeEndObject();
    out.writeEndObject();
  }
}
