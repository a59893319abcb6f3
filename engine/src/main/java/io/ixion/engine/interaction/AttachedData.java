package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data that users attach to an interaction: a JSON object, nested, immutable. As a change it is
 * an RFC 7396 merge patch, in which null deletes a key.
 *
 * @param values strings, numbers, booleans, nulls (in a patch), lists and maps with string keys
 */
public record AttachedData(@JsonValue Map<String, Object> values) {
  public static final AttachedData EMPTY = new AttachedData(Map.of());
  public static final int MAX_DEPTH = 16;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AttachedData {
    values = frozen(values, 1);
  }

  /** This data after an RFC 7396 merge patch. */
  public AttachedData merged(AttachedData patch) {
    return new AttachedData(merge(values, patch.values));
  }

  /** The text of a top-level key, if it is there and a string. */
  public Optional<String> text(String key) {
    return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Bytes of this data as compact JSON in UTF-8, escapes of control characters aside. */
  public long size() {
    return size(values);
  }

  private static Map<String, Object> merge(Map<?, ?> target, Map<?, ?> patch) {
    var merged = new LinkedHashMap<String, Object>();
    target.forEach((key, value) -> merged.put((String) key, value));
    patch.forEach(
        (key, value) -> {
          if (value == null) merged.remove((String) key);
          else if (value instanceof Map<?, ?> nested)
            merged.merge(
                (String) key, merge(Map.of(), nested), (old, fresh) -> merge(asMap(old), nested));
          else merged.put((String) key, value);
        });
    return merged;
  }

  private static Map<?, ?> asMap(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, Object> frozen(Map<?, ?> source, int depth) {
    if (source.isEmpty()) return Map.of();
    if (depth > MAX_DEPTH)
      throw new IllegalArgumentException(
          "attached data may be nested " + MAX_DEPTH + " deep at most");
    var copy = new LinkedHashMap<String, Object>(source.size() * 2);
    source.forEach((key, value) -> copy.put((String) key, frozenValue(value, depth)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object frozenValue(Object value, int depth) {
    if (value instanceof Map<?, ?> map) return frozen(map, depth + 1);
    if (!(value instanceof List<?> list)) return value;
    if (depth >= MAX_DEPTH)
      throw new IllegalArgumentException(
          "attached data may be nested " + MAX_DEPTH + " deep at most");
    var copy = new ArrayList<Object>(list.size());
    for (Object item : list) copy.add(frozenValue(item, depth + 1));
    return Collections.unmodifiableList(copy);
  }

  private static long size(Object value) {
    if (value instanceof String text) return 2 + utf8Length(text);
    if (value instanceof List<?> list) {
      long sum = 2 + Math.max(0, list.size() - 1);
      for (Object item : list) sum += size(item);
      return sum;
    }
    if (!(value instanceof Map<?, ?> map)) return String.valueOf(value).length();
    long sum = 2 + Math.max(0, map.size() - 1);
    for (Map.Entry<?, ?> entry : map.entrySet())
      sum += size(entry.getKey()) + 1 + size(entry.getValue());
    return sum;
  }

  private static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes +=
          c < 0x80
              ? (c == '"' || c == '\\' ? 2 : 1)
              : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
