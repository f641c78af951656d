package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.HostNames;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What went wrong on all hosts, by code: who is concerned, what it is, what mends it. */
final class ProblemGroups {
  private static final int LINE = 500;

  /** Texts of one code that are told apart; more would be a list of hosts again. */
  private static final int VARIANTS = 3;

  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> causes = new LinkedHashSet<>();
  private final Set<String> mends = new LinkedHashSet<>();

  private ProblemGroups() {}

  /** Lines, each with its end; hosts that did not fail tell only why they never started. */
  static String of(List<HostReport> reports, Palette palette) {
    Map<ProblemCode, ProblemGroups> groups = new LinkedHashMap<>();
    Map<String, List<String>> skipped =
        reports.stream()
            .filter(report -> report.outcome() instanceof Outcome.Skipped)
            .collect(
                Collectors.groupingBy(
                    report -> ((Outcome.Skipped) report.outcome()).reason(),
                    LinkedHashMap::new,
                    Collectors.mapping(HostReport::host, Collectors.toList())));
    for (HostReport report : reports) {
      if (report.outcome().isFailure()) {
        for (Problem problem : report.outcome().problems()) {
          groups
              .computeIfAbsent(problem.code(), _ -> new ProblemGroups())
              .add(report.host(), problem);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (code, group) -> {
          text.append(palette.paint(Palette.Colour.RED, code.id()))
              .append(": ")
              .append(named(List.copyOf(group.hosts)))
              .append('\n');
          some(text, "    ", group.causes);
          some(text, "    mend: ", group.mends);
        });
    skipped.forEach(
        (reason, names) ->
            text.append("never started: ")
                .append(named(names))
                .append(": ")
                .append(line(reason))
                .append('\n'));
    return text.toString();
  }

  private void add(String host, Problem problem) {
    hosts.add(host);
    causes.add((problem.where().isEmpty() ? "" : problem.where() + ": ") + problem.what());
    if (!problem.hint().isEmpty()) {
      mends.add(problem.hint());
    }
  }

  private static void some(StringBuilder text, String head, Set<String> all) {
    all.stream().limit(VARIANTS).forEach(each -> text.append(head).append(line(each)).append('\n'));
    if (all.size() > VARIANTS) {
      text.append("    … and ").append(all.size() - VARIANTS).append(" like it\n");
    }
  }

  private static String named(List<String> hosts) {
    String folded = HostNames.line(hosts, LINE);
    return hosts.size() == 1 ? folded : folded + " (" + hosts.size() + " hosts)";
  }

  private static String line(String text) {
    return Untrusted.line(text, LINE);
  }
}
