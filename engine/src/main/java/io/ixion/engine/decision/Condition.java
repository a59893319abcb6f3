package io.ixion.engine.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ixion.engine.wire.WireMessage;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of a thing's revision for a command to have an effect, judged by the thing's owner
 * in the same decision (RFC 9110, 13.1: If-Match and If-None-Match).
 *
 * @param match it must be at one of these
 * @param noneMatch it must be at none of these
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Condition(Optional<Revisions> match, Optional<Revisions> noneMatch)
    implements WireMessage {
  /** Holds always. */
  public static final Condition NONE = new Condition(Optional.empty(), Optional.empty());

  /** It must be at this revision. */
  public static Condition of(long revision) {
    return new Condition(Optional.of(new Revisions(false, List.of(revision))), Optional.empty());
  }

  /**
   * Some revisions.
   *
   * @param any every revision there is, so that only the thing's existence counts
   * @param listed these; what a caller named that never was a revision is left out
   */
  public record Revisions(boolean any, List<Long> listed) {
    public static final Revisions ANY = new Revisions(true, List.of());

    public Revisions {
      listed = List.copyOf(listed);
    }

    boolean hold(Optional<Long> revision) {
      return revision.isPresent() && (any || listed.contains(revision.get()));
    }

    @Override
    public String toString() {
      return any ? "any" : listed.isEmpty() ? "another one" : "one of " + listed;
    }
  }

  public Condition {
    match = match == null ? Optional.empty() : match;
    noneMatch = noneMatch == null ? Optional.empty() : noneMatch;
  }

  /** Whether it holds of a thing at this revision, or of one that does not exist. */
  public boolean holds(Optional<Long> revision) {
    return match.map(r -> r.hold(revision)).orElse(true)
        && noneMatch.map(r -> !r.hold(revision)).orElse(true);
  }

  /**
   * The decision under this condition. What this very attempt has done stays done, as its own
   * effect may be what changed the revision, and so does what holds already, unless it was to be
   * none of what it is; what does not exist is told as such.
   *
   * @param isRepetition whether the attempt had its effect before
   */
  public <E> Decision<E> judge(
      Decision<E> decision, Optional<Long> revision, boolean isRepetition) {
    boolean told = decision instanceof Decision.Refused<E> && revision.isEmpty();
    boolean done =
        decision instanceof Decision.AlreadyDone<E> && (isRepetition || noneMatch.isEmpty());
    if (told || done || holds(revision)) return decision;
    return Decision.refuse(RejectionCodes.STALE_REVISION, broken(revision));
  }

  /** What was expected of the revision, and what was found. */
  public String broken(Optional<Long> revision) {
    String found = revision.map(r -> "it is at revision " + r).orElse("it does not exist");
    if (match.isPresent() && !match.get().hold(revision))
      return "expected revision " + match.get() + "; " + found;
    return "expected no revision of "
        + noneMatch.map(Revisions::toString).orElse("")
        + "; "
        + found;
  }
}
