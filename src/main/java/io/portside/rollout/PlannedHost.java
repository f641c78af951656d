package io.portside.rollout;

import io.portside.outcome.HostReport;

/**
 * A host that would be changed.
 *
 * @param report what would be changed, with the outcome {@code Planned}
 * @param restart docker would be restarted; where a transaction must be ended first, it may be
 * @param containers how many run there
 * @param kept they would run on
 * @param swarm the host is in Swarm mode
 */
public record PlannedHost(
    HostReport report, boolean restart, int containers, boolean kept, boolean swarm) {}
