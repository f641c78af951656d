package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.HostReport.FileDiff;
import io.portside.problem.HostNames;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import io.portside.rollout.PlannedHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a rollout is about to do, told once for all hosts to which the same is to be done: {@code
 * web[01:50]}.
 */
public final class PlanText {
  private static final int LINE = 500;
  private static final int DIFF = 64 * 1024;

  private final TextOptions options;
  private final Palette palette;

  /** A text with diffs where the options say so. */
  public PlanText(TextOptions options) {
    this.options = options;
    this.palette = new Palette(options.colour());
  }

  /** What makes hosts alike. */
  private record Kind(List<FileDiff> changes, boolean restart, List<Problem> notes) {
    static Kind of(PlannedHost host) {
      HostReport report = host.report();
      return new Kind(report.changes(), host.restart(), report.outcome().problems());
    }
  }

  /** The plan, and why the hosts that the look has brought to their end will not be changed. */
  public String withReasons(List<PlannedHost> planned, List<HostReport> ended) {
    return text(planned, ended) + ProblemGroups.of(ended, palette);
  }

  /**
   * The plan, with a line end after each line.
   *
   * @param planned in inventory order
   * @param ended hosts that the look has brought to their end
   */
  public String text(List<PlannedHost> planned, List<HostReport> ended) {
    StringBuilder text = new StringBuilder();
    text.append("plan: %s to change".formatted(count(planned.size())));
    long failed = ended.stream().filter(host -> host.outcome().isFailure()).count();
    text.append(", %d as wanted".formatted(ended.size() - failed));
    text.append(failed == 0 ? "\n" : ", %d that will not be changed\n".formatted(failed));
    Map<Kind, List<PlannedHost>> alike = new LinkedHashMap<>();
    planned.forEach(h -> alike.computeIfAbsent(Kind.of(h), _ -> new ArrayList<>()).add(h));
    alike.forEach((kind, hosts) -> put(text, kind, hosts));
    return text.toString();
  }

  private void put(StringBuilder text, Kind kind, List<PlannedHost> hosts) {
    text.append(palette.paint(Palette.Colour.YELLOW, named(hosts))).append(":\n");
    String files =
        kind.changes().stream()
            .map(change -> line(change.path()))
            .collect(Collectors.joining(" and "));
    text.append("    ")
        .append(files.isEmpty() ? "" : "change " + files + ", ")
        .append(kind.restart() ? "restart docker" : "reload systemd")
        .append('\n');
    containers(text, hosts.stream().filter(PlannedHost::kept).toList(), "will run on");
    containers(
        text, hosts.stream().filter(h -> !h.kept()).toList(), "will be stopped and started again");
    List<PlannedHost> swarm = hosts.stream().filter(PlannedHost::swarm).toList();
    if (!swarm.isEmpty()) {
      text.append("    in Swarm mode: ").append(named(swarm)).append('\n');
    }
    kind.notes().forEach(note -> text.append("    note: ").append(line(note.what())).append('\n'));
    if (options.diff()) {
      kind.changes().stream()
          .flatMap(change -> Untrusted.text(change.diff(), DIFF).stripTrailing().lines())
          .forEach(diff -> text.append(palette.diffLine(diff)).append('\n'));
    }
  }

  private static void containers(StringBuilder text, List<PlannedHost> hosts, String what) {
    List<PlannedHost> with = hosts.stream().filter(h -> h.restart() && h.containers() > 0).toList();
    int all = with.stream().mapToInt(PlannedHost::containers).sum();
    if (all > 0) {
      text.append(
          "    %d running %s %s: %s%n"
              .formatted(all, all == 1 ? "container" : "containers", what, named(with)));
    }
  }

  private static String named(List<PlannedHost> hosts) {
    List<String> names = hosts.stream().map(host -> host.report().host()).toList();
    String folded = HostNames.line(names, LINE);
    return names.size() == 1 ? folded : folded + " (" + count(names.size()) + ")";
  }

  private static String count(int hosts) {
    return hosts == 1 ? "1 host" : hosts + " hosts";
  }

  private static String line(String text) {
    return Untrusted.line(text, LINE);
  }
}
