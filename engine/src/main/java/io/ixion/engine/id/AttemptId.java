package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one attempt to change something: the same attempt has one effect however often it arrives.
 */
public record AttemptId(@JsonValue String value) implements Comparable<AttemptId> {
  private static final char MARK = '+';

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AttemptId {
    Name.checked("an attempt id", value);
  }

  /**
   * An attempt named by a key that its user chose, with a digest of what was asked under it.
   * Neither holds the mark that joins them.
   */
  public static AttemptId of(String key, String request) {
    return new AttemptId(key + MARK + request);
  }

  /** Whether the other attempt has the same key but asked for something else. */
  public boolean reusesKeyOf(AttemptId other) {
    int mark = value.indexOf(MARK);
    return mark >= 0
        && other.value.startsWith(value.substring(0, mark + 1))
        && !other.value.equals(value);
  }

  @Override
  public int compareTo(AttemptId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
