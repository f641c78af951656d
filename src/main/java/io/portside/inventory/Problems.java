package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a whole load finds wrong, so that a user mends it in one go. Warnings are what Ansible warns
 * of and goes on.
 */
final class Problems {
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void error(ProblemCode code, String where, String what, String hint) {
    error(new Problem(code, where, what, hint));
  }

  void error(InputException cause) {
    cause.problems().forEach(this::error);
  }

  private void error(Problem problem) {
    if (!isFull()) {
      errors.add(problem);
    }
  }

  void warning(ProblemCode code, String where, String what, String hint) {
    if (warnings.size() < Limits.PROBLEMS) {
      warnings.add(new Problem(code, where, what, hint));
    }
  }

  /** Further errors would not be told. */
  boolean isFull() {
    return errors.size() >= Limits.PROBLEMS;
  }

  int errorCount() {
    return errors.size();
  }

  List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** A second place that leads to the same file must not tell the same problem twice. */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new InputException(errors.stream().distinct().toList());
    }
  }
}
