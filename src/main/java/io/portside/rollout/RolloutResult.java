package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.util.List;

/**
 * How a rollout ended.
 *
 * @param reports one for each host, in the order of the hosts given
 * @param interrupted {@link Rollout#stop} was called before the end
 * @param defects exceptions that should not have been, for the log; each of a host is in its report
 *     too
 */
public record RolloutResult(
    List<HostReport> reports, boolean interrupted, List<Throwable> defects) {}
