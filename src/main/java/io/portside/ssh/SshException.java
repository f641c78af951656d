package io.portside.ssh;

import io.portside.problem.Problem;

/** A session could not be opened, or a command's end is not known. */
public final class SshException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final boolean started;

  public SshException(Problem problem, boolean started) {
    super(problem.toString());
    this.problem = problem;
    this.started = started;
  }

  public Problem problem() {
    return problem;
  }

  /** True where the script may have begun: what it did is not known. */
  public boolean started() {
    return started;
  }
}
