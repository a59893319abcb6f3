package io.ixion.engine.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one attempt to change something: the same attempt has one effect however often it arrives.
 */
public record AttemptId(@JsonValue String value) implements Comparable<AttemptId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AttemptId {
    Name.checked("an attempt id", value);
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
