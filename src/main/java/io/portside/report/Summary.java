package io.portside.report;

import io.portside.outcome.HostReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many hosts ended how. */
final class Summary {
  /** All words of {@link io.portside.outcome.Outcome#word()}, in the order of reports. */
  static final List<String> WORDS =
      List.of(
          "ok",
          "changed",
          "planned",
          "refused",
          "failed",
          "rolled_back",
          "rollback_failed",
          "unreachable",
          "indeterminate",
          "skipped");

  private Summary() {}

  /** By word, in the order of reports; words that no host has count 0. */
  static Map<String, Integer> of(List<HostReport> hosts) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    WORDS.forEach(word -> counts.put(word, 0));
    hosts.forEach(host -> counts.merge(host.outcome().word(), 1, Integer::sum));
    return counts;
  }
}
