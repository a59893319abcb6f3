package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a skill. */
public record SkillName(@JsonValue String value) implements Comparable<SkillName> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SkillName {
    Name.checked("a skill name", value);
  }

  @Override
  public int compareTo(SkillName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
