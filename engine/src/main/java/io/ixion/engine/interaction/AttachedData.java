package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data that users attach to an interaction: a JSON object, nested, immutable. As a change it is
 * an RFC 7396 merge patch, in which null deletes a key. Two of them are equal when they say the
 * same, whatever way they came: a number is the smallest of Integer, Long and BigInteger that holds
 * it, or else a BigDecimal with the digits that it was sent with.
 *
 * @param values strings, numbers, booleans, nulls (in a patch or a list), lists and maps with
 *     string keys; anything else is refused with an IllegalArgumentException
 */
@JsonDeserialize(using = AttachedDataReader.class)
public record AttachedData(@JsonValue Map<String, Object> values) {
  public static final AttachedData EMPTY = new AttachedData(Map.of());
  public static final int MAX_DEPTH = 16;

  private static final BigInteger LEAST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

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
    requireDepth(depth);
    var copy = new LinkedHashMap<String, Object>(source.size() * 2);
    source.forEach((key, value) -> copy.put(key(key), frozenValue(value, depth)));
    return Collections.unmodifiableMap(copy);
  }

  private static String key(Object key) {
    if (key instanceof String text) return text;
    throw new IllegalArgumentException("attached data has strings as keys, found " + kind(key));
  }

  private static Object frozenValue(Object value, int depth) {
    if (value == null || value instanceof String || value instanceof Boolean) return value;
    if (value instanceof Number number) return number(number);
    if (value instanceof Map<?, ?> map) return frozen(map, depth + 1);
    if (value instanceof List<?> list) return frozen(list, depth + 1);
    throw new IllegalArgumentException("attached data holds JSON only, found " + kind(value));
  }

  private static List<Object> frozen(List<?> source, int depth) {
    requireDepth(depth);
    var copy = new ArrayList<Object>(source.size());
    for (Object item : source) copy.add(frozenValue(item, depth));
    return Collections.unmodifiableList(copy);
  }

  private static Number number(Number number) {
    if (number instanceof Integer) return number;
    if (number instanceof BigDecimal decimal)
      return decimal.scale() == 0 ? number(decimal.unscaledValue()) : decimal; // it reads so
    if (number instanceof Long || number instanceof Short || number instanceof Byte)
      return smallest(number.longValue());
    if (number instanceof BigInteger big)
      return big.compareTo(LEAST_LONG) < 0 || big.compareTo(MOST_LONG) > 0
          ? big
          : smallest(big.longValue());
    if ((number instanceof Double || number instanceof Float)
        && Double.isFinite(number.doubleValue())) return number(new BigDecimal(number.toString()));
    throw new IllegalArgumentException("attached data holds JSON numbers only, found " + number);
  }

  private static Number smallest(long number) {
    if (number == (int) number) return (int) number;
    return number;
  }

  private static void requireDepth(int depth) {
    if (depth > MAX_DEPTH)
      throw new IllegalArgumentException(
          "attached data may be nested " + MAX_DEPTH + " deep at most");
  }

  private static String kind(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
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
