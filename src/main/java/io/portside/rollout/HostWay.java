package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.util.function.Supplier;

/**
 * One host of a rollout and what is to be done with it.
 *
 * @param host the inventory name
 * @param address where it would be reached, for the reports of hosts that were never started
 * @param way the host's whole way; total: what it throws is taken for a defect
 */
public record HostWay(String host, String address, Supplier<HostReport> way) {}
