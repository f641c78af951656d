package io.portside.rollout;

import io.portside.apply.Scripts;
import io.portside.desired.Desired;
import io.portside.desired.KeepContainers;
import io.portside.facts.Facts;
import io.portside.plan.Plan;
import io.portside.plan.Planner;

/** Where a host is to be taken. */
public sealed interface Goal {

  /** To what the inventory wants. */
  record Reach(Desired desired) implements Goal {}

  /**
   * Back to the files that a backup on the host holds.
   *
   * @param allowOpen consent to plain TCP off loopback, if there was any
   */
  record GoBack(Scripts.Backup backup, KeepContainers keepContainers, boolean allowOpen)
      implements Goal {}

  /** Which backup the probe must show for it. */
  default Scripts.Backup backup() {
    return switch (this) {
      case Reach(_) -> Scripts.Backup.NONE;
      case GoBack(var backup, _, _) -> backup;
    };
  }

  /** So does the recovery of a transaction that was cut off go, and that may be what is wanted. */
  default boolean isOneStepBack() {
    return backup() == Scripts.Backup.PREVIOUS;
  }

  /** The plan that leads there. */
  default Plan plan(Planner planner, Facts facts) {
    return switch (this) {
      case Reach(var desired) -> planner.plan(facts, desired);
      case GoBack(_, var keepContainers, var allowOpen) ->
          planner.planRevert(facts, keepContainers, allowOpen);
    };
  }
}
