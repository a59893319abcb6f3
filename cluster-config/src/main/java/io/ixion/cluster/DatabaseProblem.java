package io.ixion.cluster;

/** Why there is no database to work with, in words for the person who starts the node. */
public final class DatabaseProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseProblem(String message) {
    super(message);
  }

  public DatabaseProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
