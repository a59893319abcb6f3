package io.ixion.node;

/** Why a node did not start, in words for the person who starts it. */
public final class StartProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
