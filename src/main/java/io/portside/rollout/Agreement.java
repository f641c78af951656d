package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.util.List;

/** Shows what all hosts' looks came to, and learns whether it is to be done. */
@FunctionalInterface
public interface Agreement {
  /** What is to become of the plan. */
  enum Answer {
    GO_ON,
    /** It was only to be told: a dry run. */
    ONLY_TELL,
    NO
  }

  /** Goes on with whatever it is. */
  Agreement GIVEN = (_, _) -> Answer.GO_ON;

  /**
   * Asks once, before the first change; not where nothing is to be changed.
   *
   * @param planned hosts that would be changed; at least one
   * @param ended all others
   */
  Answer ask(List<PlannedHost> planned, List<HostReport> ended);
}
