package io.portside.rollout;

import io.portside.facts.Facts;
import io.portside.plan.Plan;

/** Looks at a host's facts and plan before anything is done. */
@FunctionalInterface
public interface Examination {
  /** Goes on with every plan. */
  Examination GO_ON = (_, _) -> new Verdict.GoOn();

  /** What becomes of a plan; called for every plan, also for one that changes nothing. */
  Verdict of(Facts facts, Plan plan);
}
