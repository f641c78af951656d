package io.portside.problem;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The user's input cannot be used; all its problems at once. No host has been contacted. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Told in the order of the files and their lines, each once. */
  public InputException(List<Problem> problems) {
    this.problems =
        problems.stream()
            .distinct()
            .sorted(Comparator.comparing(problem -> Place.of(problem.where()), Place.ORDER))
            .toList();
  }

  public InputException(Problem problem) {
    this(List.of(problem));
  }

  @Override
  public String getMessage() {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }
}
