package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.rollout.RolloutListener;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A rollout as lines of text while it goes on, and its recap at the end. */
public final class EventLines implements RolloutListener {
  private final PrintStream out;
  private final TextOptions options;
  private final HostLines lines;

  /**
   * Writes nothing yet.
   *
   * @param hosts all names, for the width of the first column
   */
  public EventLines(PrintStream out, TextOptions options, Collection<String> hosts) {
    this.out = out;
    this.options = options;
    this.lines = new HostLines(options, hosts.stream().mapToInt(String::length).max().orElse(0));
  }

  @Override
  public void batchStarted(int number, int of, int hosts) {
    if (of > 1 && !options.quiet()) {
      out.printf("batch %d of %d: %d %s%n", number, of, hosts, hosts == 1 ? "host" : "hosts");
    }
  }

  @Override
  public void hostWaits(String host, String why) {
    if (!options.quiet()) {
      out.println(lines.waiting(host, why));
    }
  }

  @Override
  public void hostFinished(HostReport report) {
    if (!options.quiet() || report.outcome().isFailure()) {
      lines.of(report).forEach(out::println);
    }
  }

  /** One line, in the words and the order of Ansible's recap: {@code ok=3 changed=0 …}. */
  public void recap(List<HostReport> hosts) {
    out.println(
        Summary.of(hosts).entrySet().stream()
            .map(count -> count.getKey() + "=" + count.getValue())
            .collect(Collectors.joining(" ")));
  }
}
