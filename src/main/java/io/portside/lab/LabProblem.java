package io.portside.lab;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;

/** Why there is no lab. */
final class LabProblem {
  private LabProblem() {}

  /** No engine, and none can be made. */
  static InputException noEngine(String what, String hint) {
    return new InputException(Problem.of(ProblemCode.NO_ENGINE, what, hint));
  }

  /** There is an engine, but something on the way to running hosts failed. */
  static InputException failed(String what, String hint) {
    return new InputException(Problem.of(ProblemCode.LAB_FAILED, what, hint));
  }
}
