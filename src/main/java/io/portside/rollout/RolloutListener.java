package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.time.Duration;
import java.util.List;

/**
 * Hears of a rollout while it goes on. Calls never overlap, but come from many threads. A listener
 * that throws is a defect: it hears nothing more, and the hosts go on undisturbed.
 */
public interface RolloutListener {

  /** The look at all hosts begins, before anything is changed. */
  default void lookStarted(int hosts) {}

  /** A host was looked at and is to be changed; {@link #hostFinished} comes later. */
  default void hostPlanned(PlannedHost host) {}

  /**
   * A batch begins. Hosts that conform are in none; those that have failed already count in theirs.
   *
   * @param number from 1
   * @param of how many batches there are
   * @param hosts the names of those in this batch
   */
  default void batchStarted(int number, int of, List<String> hosts) {}

  /** A batch has ended, and its changed hosts are asked once more in a while. */
  default void settling(Duration settle) {}

  /** A host's way begins, or goes on with its change. */
  default void hostStarted(String host) {}

  /** A step of a host's way begins, such as {@code probe}. */
  default void hostStep(String host, String step) {}

  /** A host's way has to wait, for another run that is at work there. */
  default void hostWaits(String host, String why) {}

  /**
   * A host's way has ended, or will never start ({@code Skipped}): once for each host, and once
   * more where a host that was changed has stopped answering since.
   */
  default void hostFinished(HostReport report) {}
}
