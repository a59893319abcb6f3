package io.ixion.http.problem;

/**
 * Carries a problem from where a request is read to where it is answered; it is cheap, has no stack
 * trace, and never leaves this module.
 */
public final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public RefusedRequest(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public RefusedRequest(String code, String detail) {
    this(Problem.of(code, detail));
  }

  public Problem problem() {
    return problem;
  }
}
