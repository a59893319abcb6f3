package io.ixion.engine.decision;

import io.ixion.engine.shell.RepeatedAsk;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What lately was decided without an effect, by question. A question is asked again while there is
 * no answer ({@link RepeatedAsk}); a copy that comes late might have an effect by now, although its
 * caller was told that it has none. What had an effect needs nothing of this: its attempt is in the
 * journal. Belongs to one owner, and is lost with its memory.
 */
public final class AnsweredQuestions<E> {
  /** How many questions are remembered; the oldest is forgotten first. */
  public static final int REMEMBERED = 16;

  private Map<Long, Decision<E>> decided = Map.of(); // most owners never need one

  /** What was decided when this question came first, if it had no effect; else what is now. */
  public Decision<E> decide(long question, Supplier<Decision<E>> rule) {
    Decision<E> known = decided.get(question);
    if (known != null) return known;
    Decision<E> decision = rule.get();
    if (!(decision instanceof Decision.Accepted<E>)) remember(question, decision);
    return decision;
  }

  private void remember(long question, Decision<E> decision) {
    if (decided.isEmpty()) decided = new LinkedHashMap<>();
    decided.put(question, decision);
    if (decided.size() > REMEMBERED) decided.remove(decided.keySet().iterator().next());
  }
}
