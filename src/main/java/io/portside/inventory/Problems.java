package io.portside.inventory;

import io.portside.problem.HostProblems;
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
  private final HostProblems ofHosts = new HostProblems();

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

  /** A problem that other hosts may have too; the text does not name the host. */
  void error(String host, Problem problem) {
    ofHosts.add(host, problem);
  }

  /** Reads a file. What is said of one that is vaulted must not quote it. */
  void reading(SourceFile source, Runnable read) {
    int firstError = errors.size();
    int firstWarning = warnings.size();
    try {
      read.run();
    } catch (InputException e) {
      error(e);
    }
    if (source.secret()) {
      errors.subList(firstError, errors.size()).replaceAll(p -> withoutQuotes(p, source));
      warnings.subList(firstWarning, warnings.size()).replaceAll(p -> withoutQuotes(p, source));
    }
  }

  private static Problem withoutQuotes(Problem problem, SourceFile source) {
    return new Problem(
        problem.code(),
        problem.where(),
        "something is wrong here; what is not shown, as the file is encrypted with Ansible Vault",
        "look at the line: ansible-vault view " + source.name());
  }

  int errorCount() {
    return errors.size();
  }

  List<Problem> warnings() {
    return warnings.stream().distinct().toList();
  }

  /** Without the warnings. */
  List<Problem> all() {
    List<Problem> all = new ArrayList<>(errors);
    all.addAll(ofHosts.folded());
    return all;
  }

  void throwIfAny() {
    List<Problem> all = all();
    if (!all.isEmpty()) {
      throw new InputException(all);
    }
  }
}
