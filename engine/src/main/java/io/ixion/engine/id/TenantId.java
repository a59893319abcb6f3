package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A customer of the installation; nothing crosses from one tenant to another. */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TenantId {
    Name.checked("a tenant id", value);
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
