package io.portside.rollout;

import io.portside.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one host's API said to a question.
 *
 * @param host the inventory name
 * @param endpoint what was asked, such as {@code tcp://10.0.0.1:2375}
 * @param took from the question to the answer, or to giving up
 * @param said nothing where there is a problem
 * @param problem why there is no answer
 */
public record HostAnswer<T>(
    String host, String endpoint, Duration took, List<T> said, Optional<Problem> problem) {

  /** It took so long that others did not wait. */
  public boolean slow() {
    return took.compareTo(Poll.SLOW) >= 0;
  }
}
