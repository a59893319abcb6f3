package io.ixion.engine.decision;

/**
 * Somebody who is needed could not answer in time: the owner of a truth, or the database. Repeating
 * the command with the same attempt id is safe.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean notDone;

  /** It is unknown whether the command took effect. */
  public Unavailable(String message, Throwable cause) {
    this(message, cause, false);
  }

  private Unavailable(String message, Throwable cause, boolean notDone) {
    super(message, cause);
    this.notDone = notDone;
  }

  /** Nothing was changed: it was a question, or it was not begun. */
  public static Unavailable notDone(String message, Throwable cause) {
    return new Unavailable(message, cause, true);
  }

  /** Whether it is certain that nothing was changed. */
  public boolean isNotDone() {
    return notDone;
  }
}
