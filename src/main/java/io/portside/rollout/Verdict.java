package io.portside.rollout;

import io.portside.outcome.Outcome;

/** What becomes of a host's plan once it was looked at. */
public sealed interface Verdict {
  /** It is carried out. */
  record GoOn() implements Verdict {}

  /** It is only told. */
  record OnlyTell() implements Verdict {}

  /** The host's way ends here, whatever the plan. */
  record End(Outcome outcome) implements Verdict {}
}
