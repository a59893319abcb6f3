package io.ixion.engine.decision;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.wire.WireMessage;

/** What became of a command: done (now or by an earlier copy of the same attempt), or refused. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused")
})
public sealed interface Outcome<T> extends WireMessage {
  /**
   * The command holds and is durable.
   *
   * @param replayed true when an earlier copy of this attempt had already done it
   */
  record Done<T>(T value, boolean replayed) implements Outcome<T> {}

  /** The command was refused and changed nothing. */
  record Refused<T>(Rejection why) implements Outcome<T> {}

  static <T> Outcome<T> refused(String code, String detail) {
    return new Refused<>(new Rejection(code, detail));
  }
}
