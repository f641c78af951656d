package io.portside.problem;

/**
 * Something wrong that a user can mend.
 *
 * @param code which kind of problem; stable, scripts rely on it
 * @param where the place: {@code file:line:column}, a variable, a path on the host; empty where the
 *     host as a whole is meant
 * @param what the cause, in one sentence
 * @param hint the mend, in one sentence
 */
public record Problem(ProblemCode code, String where, String what, String hint) {
  /** What is quoted may be a file without line ends. */
  private static final int MAX_LENGTH = 4000;

  public Problem {
    where = cut(where);
    what = cut(what);
  }

  /** A problem of the host or run as a whole. */
  public static Problem of(ProblemCode code, String what, String hint) {
    return new Problem(code, "", what, hint);
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }

  @Override
  public String toString() {
    return (where.isEmpty() ? "" : where + ": ") + what + (hint.isEmpty() ? "" : " — " + hint);
  }
}
