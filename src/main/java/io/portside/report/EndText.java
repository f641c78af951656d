package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.problem.Untrusted;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The end of a run, for people: what went wrong, how long docker was down, how many ended how. */
public final class EndText {
  private final TextOptions options;
  private final Palette palette;

  /** A text with or without colour. */
  public EndText(TextOptions options) {
    this.options = options;
    this.palette = new Palette(options.colour());
  }

  /** With a line end after each line; the last line is in Ansible's words: {@code ok=3 …}. */
  public String text(List<HostReport> hosts) {
    // What one host alone has to say was said when it ended.
    String problems = hosts.size() > 1 ? ProblemGroups.of(hosts, palette) : "";
    return problems
        + downtime(hosts).map(line -> line + "\n").orElse("")
        + Summary.of(hosts).entrySet().stream()
            .map(count -> count.getKey() + "=" + count.getValue())
            .collect(Collectors.joining(" ", "", "\n"));
  }

  /** An earlier run: a headline, what stood at its end, and each host where that is wanted. */
  public String again(LoggedRun run) {
    HostLines lines = new HostLines(options, run.hosts().stream().map(HostReport::host).toList());
    boolean each = options.verbose() || run.hosts().size() == 1;
    String hosts =
        run.hosts().stream()
            .filter(_ -> each)
            .flatMap(host -> lines.of(host).stream())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return headline(run) + "\n" + hosts + text(run.hosts());
  }

  /** An earlier run on one line. */
  public static String headline(LoggedRun run) {
    long failed = run.hosts().stream().filter(host -> host.outcome().isFailure()).count();
    return "%s  %s  %s, %d failed%s"
        .formatted(
            Untrusted.line(run.started(), 40),
            Untrusted.line(run.command(), 20),
            run.hosts().size() == 1 ? "1 host" : run.hosts().size() + " hosts",
            failed,
            run.finished().isPresent() ? "" : "; it did not come to its end");
  }

  private static Optional<String> downtime(List<HostReport> hosts) {
    List<HostReport> down = hosts.stream().filter(h -> h.downtimeMs().isPresent()).toList();
    long total = down.stream().mapToLong(h -> h.downtimeMs().orElse(0L)).sum();
    // One host alone has told its own.
    return hosts.size() < 2 || down.isEmpty()
        ? Optional.empty()
        : down.stream()
            .max(Comparator.comparing(h -> h.downtimeMs().orElse(0L)))
            .map(
                worst ->
                    String.format(
                        Locale.ROOT,
                        "docker was down for %.2f s in all on %s, at most %.2f s on %s",
                        total / 1000.0,
                        down.size() == 1 ? "1 host" : down.size() + " hosts",
                        worst.downtimeMs().orElse(0L) / 1000.0,
                        Untrusted.line(worst.host(), 200)));
  }
}
