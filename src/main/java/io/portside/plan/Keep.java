package io.portside.plan;

/** What becomes of containers through docker's restart. */
public enum Keep {
  /** They live through it. */
  YES,
  /** Docker stops them, and those that ran are started again. */
  NO,
  /** None runs, as far as is known; one that has been started since stops the transaction. */
  IDLE
}
