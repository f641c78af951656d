package io.portside.report;

import io.portside.outcome.HostReport;
import java.time.Instant;
import java.util.List;

/**
 * A whole run.
 *
 * @param version Portside's, such as {@code 1.0.0}
 * @param command such as {@code apply}
 * @param hosts in inventory order
 */
public record RunReport(
    String version, String command, Instant started, Instant finished, List<HostReport> hosts) {}
