package io.portside.apply;

import io.portside.outcome.HostReport.Step;
import io.portside.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * How a transaction ended.
 *
 * @param downtimeMs between docker's stop and its answering again; empty without a restart
 * @param containersKept the containers that ran kept their pids; empty without a restart
 */
public record Applied(
    Outcome outcome,
    Optional<Long> downtimeMs,
    Optional<Boolean> containersKept,
    List<Step> steps) {

  static Applied of(Outcome outcome) {
    return new Applied(outcome, Optional.empty(), Optional.empty(), List.of());
  }
}
