package io.portside.context;

import io.portside.problem.Problem;
import java.util.Optional;

/**
 * What became of one context.
 *
 * @param endpoint as docker's clients take it; empty where there is none any more
 * @param problem why it was not done; always there where {@code kind} is {@link Kind#REFUSED}
 */
public record ContextChange(String name, String endpoint, Kind kind, Optional<Problem> problem) {

  /** What became of it. */
  public enum Kind {
    CREATED,
    /** It was ours and had another endpoint. */
    UPDATED,
    /** It was not ours, and taking it was asked for. */
    REPLACED,
    UNCHANGED,
    REMOVED,
    /** There was none to remove. */
    ABSENT,
    REFUSED
  }

  static ContextChange of(String name, String endpoint, Kind kind) {
    return new ContextChange(name, endpoint, kind, Optional.empty());
  }

  static ContextChange refused(String name, String endpoint, Problem problem) {
    return new ContextChange(name, endpoint, Kind.REFUSED, Optional.of(problem));
  }
}
