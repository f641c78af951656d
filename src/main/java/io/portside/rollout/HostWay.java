package io.portside.rollout;

import java.util.Optional;

/**
 * One host of a rollout and what is to be done with it.
 *
 * @param host the inventory name
 * @param address where it would be reached, for the reports of hosts that were never started
 * @param place of which not all hosts may be in one batch, such as a rack; see {@link Spread}
 */
public record HostWay(String host, String address, Optional<String> place, Way way) {

  /** The host's way up to its plan, which leads on from there. */
  @FunctionalInterface
  public interface Way {
    /** Only reads; total: what it throws is taken for a defect. */
    Looked look(Progress progress);
  }
}
