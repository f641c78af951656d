package io.portside.verify;

import io.portside.problem.Problem;

/** The Engine API did not give the answer asked for. */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** What was asked did not come about, for this reason. */
  public ApiException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** Cause and mend. */
  public Problem problem() {
    return problem;
  }
}
