package io.portside.cli;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The problems of all that a command reads, so that a user mends them in one go. */
final class Gathered {
  private final List<Problem> problems = new ArrayList<>();

  /** What it gives; empty where it has a problem, which is kept. */
  <T> Optional<T> of(Supplier<T> reading) {
    List<T> given = new ArrayList<>();
    check(() -> given.add(reading.get()));
    return given.stream().findFirst();
  }

  /** Keeps the problems of what gives nothing. */
  void check(Runnable checking) {
    try {
      checking.run();
    } catch (InputException e) {
      problems.addAll(e.problems());
    }
  }

  void add(List<Problem> more) {
    problems.addAll(more);
  }

  /** Ends the command where there was any problem. */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** What was read, once it is sure that nothing is missing. */
  static <T> T all(Optional<T> read) {
    return read.orElseThrow(() -> new IllegalStateException("a problem was not told"));
  }
}
