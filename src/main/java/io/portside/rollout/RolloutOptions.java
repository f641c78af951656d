package io.portside.rollout;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.time.Duration;

/**
 * How a rollout goes over the hosts.
 *
 * @param forks hosts under way at once; at least 1
 * @param looks batches of the look at all hosts, which only reads
 * @param batches of the changes
 * @param settle how long after a batch its changed hosts are asked once more; zero: they are not
 */
public record RolloutOptions(
    int forks, Batches looks, Batches batches, MaxFail maxFail, Duration settle) {
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
