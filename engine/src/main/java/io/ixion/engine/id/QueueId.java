package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a queue, unique within its tenant. */
public record QueueId(@JsonValue String value) implements Comparable<QueueId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public QueueId {
    Name.checked("a queue name", value);
  }

  @Override
  public int compareTo(QueueId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
