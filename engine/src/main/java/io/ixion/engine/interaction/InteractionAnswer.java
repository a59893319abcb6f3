package io.ixion.engine.interaction;

import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.wire.WireMessage;
import java.util.Optional;

/** The answer to a command. */
public sealed interface InteractionAnswer extends WireMessage {
  /**
   * Decided; a done outcome is durable.
   *
   * @param data if the asker wants to show it
   */
  record Decided(Outcome<InteractionHeader> outcome, Optional<AttachedData> data)
      implements InteractionAnswer {
    public static Decided of(Outcome<Interaction> outcome, boolean withData) {
      if (outcome instanceof Outcome.Done<Interaction> done)
        return new Decided(
            new Outcome.Done<>(done.value().header(), done.replayed()),
            withData ? Optional.of(done.value().data()) : Optional.empty());
      return new Decided(
          new Outcome.Refused<>(((Outcome.Refused<Interaction>) outcome).why()), Optional.empty());
    }
  }

  /** The journal refused the write: whether it happened is unknown, the owner starts again. */
  record NotStored() implements InteractionAnswer {}

  /**
   * The outcome with the attached data.
   *
   * @throws Unavailable if there is no answer, or none that says what happened
   */
  static Outcome<Interaction> whole(InteractionId id, InteractionAnswer answer, Throwable failure) {
    if (answer instanceof NotStored)
      throw new Unavailable("the journal did not take a change of interaction " + id, null);
    if (!(answer instanceof Decided decided))
      throw new Unavailable("interaction " + id + " did not answer in time", failure);
    if (decided.outcome() instanceof Outcome.Refused<InteractionHeader> no)
      return new Outcome.Refused<>(no.why());
    var done = (Outcome.Done<InteractionHeader>) decided.outcome();
    return new Outcome.Done<>(
        new Interaction(done.value(), decided.data().orElseThrow()), done.replayed());
  }
}
