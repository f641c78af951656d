package io.portside.rollout;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;

/**
 * How a rollout goes over the hosts.
 *
 * @param forks hosts under way at once; at least 1
 */
public record RolloutOptions(int forks, Batches batches, MaxFail maxFail) {
  public RolloutOptions {
    forks = atOnce(forks);
  }

  /** The option's value, checked. */
  static int atOnce(int forks) {
    if (forks < 1) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              "--forks",
              forks + " hosts at once would never end",
              "give 1 or more"));
    }
    return forks;
  }
}
