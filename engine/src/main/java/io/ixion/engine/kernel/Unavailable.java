package io.ixion.engine.kernel;

/**
 * The owner of a truth could not answer in time or could not write. Whether the command took effect
 * is unknown; repeating it with the same attempt id is safe.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
