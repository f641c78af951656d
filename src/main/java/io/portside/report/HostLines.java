package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A host's report in words: one line, and indented under it what needs more. Where there are many
 * hosts, a failure has more than its line only if asked for: the end of the run groups them.
 */
final class HostLines {
  private static final int LINE = 500;
  private static final int DIFF = 64 * 1024;
  private static final String INDENT = "    ";

  private final TextOptions options;
  private final Palette palette;
  private final int nameWidth;
  private final boolean many;

  /**
   * Lines that stand in columns.
   *
   * @param hosts all names
   */
  HostLines(TextOptions options, Collection<String> hosts) {
    this.options = options;
    this.palette = new Palette(options.colour());
    this.nameWidth = hosts.stream().mapToInt(String::length).max().orElse(0);
    this.many = hosts.size() > 1;
  }

  List<String> of(HostReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(report));
    if (!many || options.verbose() || !report.outcome().isFailure()) {
      lines.addAll(problemLines(report.outcome()));
    }
    if (options.verbose() && !report.steps().isEmpty()) {
      lines.add(
          report.steps().stream()
              .map(step -> line(step.name()) + " " + step.ms() + " ms")
              .collect(Collectors.joining(", ", INDENT + "steps: ", "")));
    }
    if (options.diff()) {
      report.changes().forEach(change -> lines.addAll(diffLines(change.diff())));
    }
    return lines;
  }

  String waiting(String host, String why) {
    return pad(line(host), nameWidth) + "  waits    " + line(why);
  }

  private String headline(HostReport report) {
    Outcome outcome = report.outcome();
    List<String> columns = new ArrayList<>();
    columns.add(pad(line(report.host()), nameWidth));
    columns.add(palette.paint(Palette.of(outcome), pad(outcome.word(), "changed".length())));
    columns.add(summary(report));
    if (!outcome.isFailure() && !report.endpoints().isEmpty()) {
      columns.add(line(String.join(" ", report.endpoints())));
    }
    return String.join("  ", columns);
  }

  private static String summary(HostReport report) {
    return switch (report.outcome()) {
      case Outcome.Unchanged() -> engine(report);
      case Outcome.Changed(_) -> restart(report);
      case Outcome.Planned(_) -> plan(report);
      case Outcome.Skipped(var reason) -> line(reason);
      case Outcome.Refused(_),
          Outcome.Failed(_),
          Outcome.RolledBack(_),
          Outcome.RollbackFailed(_, _),
          Outcome.Unreachable(_),
          Outcome.Indeterminate(_) ->
          report.outcome().problems().stream().findFirst().map(HostLines::cause).orElse("");
    };
  }

  private static String engine(HostReport report) {
    return report
        .engine()
        .map(
            engine ->
                "docker %s, containers running (%d)"
                    .formatted(line(engine.version()), engine.containersRunning()))
        .orElse("conforms");
  }

  private static String restart(HostReport report) {
    String down =
        report
            .downtimeMs()
            .map(ms -> String.format(Locale.ROOT, "docker down %.2f s", ms / 1000.0))
            .orElse("docker not restarted");
    int running = report.engine().map(HostReport.Engine::containersRunning).orElse(0);
    return report
        .containersKept()
        .filter(_ -> running > 0)
        .map(kept -> down + ", containers " + (kept ? "kept" : "not kept") + " (" + running + ")")
        .orElse(down);
  }

  private static String plan(HostReport report) {
    if (report.changes().isEmpty()) {
      return "would change no file";
    }
    return report.changes().stream()
        .map(change -> line(change.path()))
        .collect(Collectors.joining(", ", "would change ", ""));
  }

  /** The first cause of a failure stands in the headline already. */
  private static List<String> problemLines(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    List<Problem> problems = outcome.problems();
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      if (!outcome.isFailure()) {
        lines.add(INDENT + "note: " + cause(problem));
      } else if (i > 0) {
        lines.add(INDENT + "also: " + cause(problem));
      }
      if (!problem.hint().isEmpty()) {
        lines.add(INDENT + "mend: " + line(problem.hint()));
      }
    }
    return lines;
  }

  private static String cause(Problem problem) {
    String where = problem.where().isEmpty() ? "" : line(problem.where()) + ": ";
    return problem.code().id() + ": " + where + line(problem.what());
  }

  private List<String> diffLines(String diff) {
    return Untrusted.text(diff, DIFF).stripTrailing().lines().map(palette::diffLine).toList();
  }

  private static String line(String text) {
    return Untrusted.line(text, LINE);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
