package io.portside.rollout;

import io.portside.outcome.HostReport;

/**
 * Hears of a rollout while it goes on. Calls never overlap, but come from many threads. A listener
 * that throws is a defect: it hears nothing more, and the hosts go on undisturbed.
 */
public interface RolloutListener {

  /**
   * A batch begins.
   *
   * @param number from 1
   * @param of how many batches there are
   * @param hosts in this batch
   */
  default void batchStarted(int number, int of, int hosts) {}

  /** A host's way begins. */
  default void hostStarted(String host) {}

  /** A host's way has to wait, for another run that is at work there. */
  default void hostWaits(String host, String why) {}

  /** A host's way has ended, or will never start ({@code Skipped}): once for each host. */
  default void hostFinished(HostReport report) {}
}
