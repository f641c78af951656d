package io.portside.rollout;

import io.portside.facts.Facts;
import io.portside.plan.Plan;

/** Looks at a host's facts and plan before anything is done. */
@FunctionalInterface
public interface Examination {
  /** Goes on with every plan. */
  Examination GO_ON = (_, _) -> true;

  /** Only tells: a dry run. */
  Examination ONLY_TELL = (_, _) -> false;

  /** Whether a plan that changes something may be carried out; called for every plan. */
  boolean goesOn(Facts facts, Plan plan);
}
