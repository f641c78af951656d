package io.portside.diagnose;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;

/**
 * One cause.
 *
 * @param what the cause, in a sentence that a junior administrator understands
 * @param proof the line, property or process on the host that shows it; what a host said, untrusted
 * @param mend what helps
 * @param byHand docker cannot start before somebody has done what helps: only they know what was
 *     meant
 */
public record Finding(ProblemCode code, String what, String proof, String mend, boolean byHand) {

  Finding(ProblemCode code, String what, String proof, String mend) {
    this(code, what, proof, mend, false);
  }

  static Finding byHand(ProblemCode code, String what, String proof, String mend) {
    return new Finding(code, what, proof, mend, true);
  }

  /** As a report has it. */
  public Problem problem() {
    return Problem.of(code, what + " (" + proof + ")", mend);
  }
}
