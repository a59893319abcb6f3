package io.ixion.engine.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What lately was decided without an effect, by question. A question is asked again while there is
 * no answer ({@link Asks}); a copy that comes late might have an effect by now, although its caller
 * was told that it has none. What had an effect needs nothing of this: its attempt is in the
 * journal. Belongs to one owner, and is lost with its memory.
 */
public final class LateCopies<E> {
  /** How many questions are remembered; the oldest is forgotten first. */
  public static final int REMEMBERED = 16;

  private Map<Long, Decision<E>> decided = Map.of(); // most owners never need one

  /** What was decided when this question came first, if it had no effect. */
  public Optional<Decision<E>> of(long question) {
    return Optional.ofNullable(decided.get(question));
  }

  public void remember(long question, Decision<E> decision) {
    if (decision instanceof Decision.Accepted<E>) return;
    if (decided.isEmpty()) decided = new LinkedHashMap<>();
    decided.put(question, decision);
    if (decided.size() > REMEMBERED) decided.remove(decided.keySet().iterator().next());
  }
}
