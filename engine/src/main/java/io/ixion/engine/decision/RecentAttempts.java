package io.ixion.engine.decision;

import io.ixion.engine.id.AttemptId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule by which an owner knows again what it was asked before: its last attempts. */
public final class RecentAttempts {
  /** How many; a repetition later than that is judged by the owner's state alone. */
  public static final int REMEMBERED = 32;

  private RecentAttempts() {}

  /** What is decided of an attempt that had its effect, or whose key was used for another one. */
  public static <E> Optional<Decision<E>> judge(List<AttemptId> recent, AttemptId attempt) {
    if (recent.contains(attempt)) return Optional.of(Decision.alreadyDone());
    if (recent.stream().noneMatch(attempt::reusesKeyOf)) return Optional.empty();
    return Optional.of(
        Decision.refuse(
            RejectionCodes.IDEMPOTENCY_KEY_REUSED,
            "expected the request that first used this key; found another one"));
  }

  /** With one more. */
  public static List<AttemptId> with(List<AttemptId> recent, AttemptId attempt) {
    var longer = new ArrayList<>(recent);
    longer.add(attempt);
    if (longer.size() > REMEMBERED) longer.remove(0);
    return longer;
  }
}
