package io.portside.rollout;

import io.portside.outcome.HostReport;

/** What a look at a host found. */
public sealed interface Looked {
  /** What is known of the host so far. */
  HostReport report();

  /** The host's way is at its end: it conforms, or nothing can be done. */
  record Ended(HostReport report) implements Looked {}

  /**
   * Something is to be changed.
   *
   * @param change does it, once
   */
  record Pending(PlannedHost planned, Change change) implements Looked {
    @Override
    public HostReport report() {
      return planned.report();
    }
  }

  /** What a host's plan comes to when it is carried out. */
  interface Change {
    /** Carries it out; total: what it throws is taken for a defect. */
    HostReport make();

    /** Whether there is anything that the host should answer from outside. */
    boolean answersOutside();

    /** The same host a while after it was changed: failed where it has stopped answering. */
    HostReport lookAgain(HostReport made);
  }
}
