package io.ixion.engine.shell;

import io.ixion.engine.decision.Outcome;

/**
 * A message whose sender waits to hear what was decided.
 *
 * @param <S> the state that the sender is shown
 */
public interface Asked<S> {
  /** The same of every copy of the message. */
  long question();

  /** Tells the sender; a done outcome is durable. */
  void answer(Outcome<S> outcome);

  /** Tells the sender that the journal did not take it: whether it happened is unknown. */
  void notStored();
}
