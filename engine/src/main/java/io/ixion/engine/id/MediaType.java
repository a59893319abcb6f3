package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A medium such as {@code email} or {@code chat}. */
public record MediaType(@JsonValue String value) implements Comparable<MediaType> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MediaType {
    Name.checked("a media type", value);
  }

  @Override
  public int compareTo(MediaType other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
