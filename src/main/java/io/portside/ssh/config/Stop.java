package io.portside.ssh.config;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;

/** Ends the reading of a configuration before its end. */
final class Stop extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 300;

  private final transient Resolution resolution;

  private Stop(Resolution resolution) {
    super(resolution.toString(), null, false, false);
    this.resolution = resolution;
  }

  /**
   * The configuration is wrong.
   *
   * @param place {@code file:line}, or the option
   */
  static Stop invalid(String place, String reason) {
    return new Stop(new Resolution.Invalid(problem(place, reason)));
  }

  static Stop tooMuch(String place, String reason) {
    return new Stop(new Resolution.TooMuch(problem(place, reason)));
  }

  static Stop unsure(String rule) {
    return new Stop(new Resolution.Unsure(rule));
  }

  static Problem problem(String place, String reason) {
    return new Problem(
        ProblemCode.SSH_CONFIG_INVALID,
        Untrusted.line(place, MAX_REASON),
        "the ssh configuration cannot be used: " + Untrusted.line(reason, MAX_REASON),
        "mend it until `ssh -G HOST` takes it, or give another one by --ssh-config");
  }

  Resolution resolution() {
    return resolution;
  }
}
