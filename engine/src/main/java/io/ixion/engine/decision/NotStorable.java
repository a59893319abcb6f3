package io.ixion.engine.decision;

/**
 * The database takes none of these values, now or later. Nothing was changed. Its own words may
 * quote them and are kept out.
 */
public final class NotStorable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotStorable(String message) {
    super(message);
  }
}
