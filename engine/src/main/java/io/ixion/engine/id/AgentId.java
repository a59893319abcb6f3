package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of an agent, unique within its tenant. */
public record AgentId(@JsonValue String value) implements Comparable<AgentId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AgentId {
    Name.checked("an agent id", value);
  }

  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
