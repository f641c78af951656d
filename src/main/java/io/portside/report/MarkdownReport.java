package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.HostNames;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report in GitHub's Markdown. All that others said stands in code spans and fenced blocks:
 * nothing in them is markup, a link or a mention.
 */
final class MarkdownReport {
  private static final int LINE = 500;
  private static final int DIFF = 16 * 1024;

  /** For what closes a report that is cut. */
  private static final int RESERVE = 300;

  private final RunReport run;
  private final StringBuilder text = new StringBuilder();
  private int left;
  private boolean cut;

  private MarkdownReport(RunReport run, int maxBytes) {
    this.run = run;
    this.left = maxBytes - RESERVE;
  }

  /** The whole report. */
  static String text(RunReport run) {
    return text(run, Integer.MAX_VALUE);
  }

  /**
   * A report that is cut where it would grow too long, the least important at its end.
   *
   * @param maxBytes in UTF-8; at least a few thousand
   */
  static String text(RunReport run, int maxBytes) {
    return new MarkdownReport(run, maxBytes).written();
  }

  private String written() {
    add("## portside " + run.command() + ": " + headline() + "\n\n");
    summary();
    problems();
    changes();
    hosts();
    if (cut) {
      text.append("\nThe rest is left out here; `--report FILE` has all of it.\n");
    }
    return text.toString();
  }

  private void add(String block) {
    int size = block.getBytes(StandardCharsets.UTF_8).length;
    cut = cut || size > left;
    if (!cut) {
      text.append(block);
      left -= size;
    }
  }

  private String headline() {
    int all = run.hosts().size();
    long failed = run.hosts().stream().filter(host -> host.outcome().isFailure()).count();
    Map<String, Integer> counts = Summary.of(run.hosts());
    if (failed > 0) {
      return "%d of %s failed".formatted(failed, hosts(all));
    } else if (count(counts, "skipped") > 0) {
      return "%d of %s never started".formatted(count(counts, "skipped"), hosts(all));
    } else if (count(counts, "planned") > 0) {
      return "%d of %s would be changed".formatted(count(counts, "planned"), hosts(all));
    } else if (count(counts, "changed") > 0) {
      return "%d of %s changed".formatted(count(counts, "changed"), hosts(all));
    }
    return "%s, nothing to change".formatted(hosts(all));
  }

  private static int count(Map<String, Integer> counts, String word) {
    return counts.getOrDefault(word, 0);
  }

  private void summary() {
    add("| outcome | hosts |\n| --- | ---: |\n");
    Summary.of(run.hosts())
        .forEach(
            (word, count) -> {
              if (count > 0) {
                add("| %s | %d |\n".formatted(word, count));
              }
            });
    List<Long> down = run.hosts().stream().flatMap(host -> host.downtimeMs().stream()).toList();
    if (!down.isEmpty()) {
      add(
          "\nDocker was down on %s, %s at most.\n"
              .formatted(
                  hosts(down.size()),
                  seconds(down.stream().mapToLong(Long::longValue).max().orElseThrow())));
    }
  }

  private void problems() {
    Map<ProblemCode, Map<Problem, List<String>>> byCode = new LinkedHashMap<>();
    for (HostReport host : run.hosts()) {
      for (Problem problem : host.outcome().problems()) {
        byCode
            .computeIfAbsent(problem.code(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(problem, _ -> new ArrayList<>())
            .add(host.host());
      }
    }
    if (!byCode.isEmpty()) {
      add("\n### Problems\n");
    }
    byCode.forEach(
        (code, problems) -> {
          add("\n**`" + code.id() + "`**\n\n");
          problems.forEach((problem, names) -> add(problem(problem, names)));
        });
  }

  private static String problem(Problem problem, List<String> names) {
    String where = problem.where().isEmpty() ? "" : problem.where() + ": ";
    String mend = problem.hint().isEmpty() ? "" : "<br>mend: " + code(problem.hint());
    return "- %s: %s%s\n".formatted(names(names), code(where + problem.what()), mend);
  }

  private void changes() {
    Map<HostReport.FileDiff, List<String>> changes = new LinkedHashMap<>();
    for (HostReport host : run.hosts()) {
      host.changes()
          .forEach(
              change -> changes.computeIfAbsent(change, _ -> new ArrayList<>()).add(host.host()));
    }
    if (!changes.isEmpty()) {
      add("\n### Changes\n");
    }
    changes.forEach(
        (change, names) ->
            add(
                "\n%s on %s\n\n%s"
                    .formatted(code(change.path()), names(names), fenced(change.diff()))));
  }

  private void hosts() {
    boolean room = !cut;
    if (room) {
      text.append("\n<details><summary>All hosts</summary>\n\n");
    }
    add("| host | outcome | docker | down | took | |\n| --- | --- | --- | ---: | ---: | --- |\n");
    run.hosts().forEach(host -> add(row(host)));
    if (room) {
      text.append("\n</details>\n");
    }
  }

  private static String row(HostReport host) {
    String more =
        host.outcome() instanceof Outcome.Skipped(var reason)
            ? cell(reason)
            : host.outcome().problems().stream()
                .map(problem -> "`" + problem.code().id() + "`")
                .distinct()
                .collect(Collectors.joining(" "));
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            cell(host.host()),
            host.outcome().word(),
            host.engine().map(engine -> cell(engine.version())).orElse(""),
            host.downtimeMs().map(MarkdownReport::seconds).orElse(""),
            host.steps().isEmpty() ? "" : seconds(host.tookMs()),
            more);
  }

  private static String names(List<String> names) {
    String folded = code(HostNames.line(names, LINE));
    return names.size() == 1 ? folded : folded + " (" + hosts(names.size()) + ")";
  }

  private static String hosts(int count) {
    return count == 1 ? "1 host" : count + " hosts";
  }

  private static String seconds(long ms) {
    return String.format(Locale.ROOT, "%.2f s", ms / 1000.0);
  }

  private static String code(String said) {
    String line = Untrusted.line(said, LINE);
    String fence = "`".repeat(longest(line, '`') + 1);
    String pad = fence.length() > 1 ? " " : "";
    return line.isEmpty() ? "" : fence + pad + line + pad + fence;
  }

  /**
   * A code span in a table: there, even in code, a bar ends the cell unless it is escaped, and a
   * backslash before it would escape the escape.
   */
  private static String cell(String said) {
    return code(said).replace("\\|", "\\ |").replace("|", "\\|");
  }

  private static String fenced(String diff) {
    String said = Untrusted.text(diff, DIFF).stripTrailing();
    String fence = "`".repeat(Math.max(3, longest(said, '`') + 1));
    return fence + "diff\n" + said + "\n" + fence + "\n";
  }

  private static int longest(String text, char c) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == c ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
