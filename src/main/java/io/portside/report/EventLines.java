package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.rollout.PlannedHost;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** A rollout as lines of text while it goes on: one for each event of a host. */
public final class EventLines implements RunView {
  private final PrintStream out;
  private final TextOptions options;
  private final LogGroups groups;
  private final HostLines lines;
  private final boolean many;

  /**
   * Writes as it hears of something.
   *
   * @param hosts all names
   */
  public EventLines(
      PrintStream out, TextOptions options, LogGroups groups, Collection<String> hosts) {
    this.out = out;
    this.options = options;
    this.groups = groups;
    this.lines = new HostLines(options, hosts);
    this.many = hosts.size() > 1;
    groups.start(out);
  }

  @Override
  public void lookStarted(int hosts) {
    if (many && !options.quiet()) {
      groups.begin(out, "look at " + hosts + " hosts");
    }
  }

  /** What is to become of one host alone is told in the plan. */
  @Override
  public void hostPlanned(PlannedHost host) {
    if (many && !options.quiet()) {
      lines.of(host.report()).forEach(out::println);
    }
  }

  @Override
  public void batchStarted(int number, int of, List<String> hosts) {
    if (of > 1 && !options.quiet()) {
      String size = hosts.size() == 1 ? "1 host" : hosts.size() + " hosts";
      groups.begin(out, "batch %d of %d: %s".formatted(number, of, size));
    }
  }

  @Override
  public void settling(Duration settle) {
    if (!options.quiet()) {
      out.println("the changed hosts are asked again in " + settle.toSeconds() + " s");
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
    boolean told = many && report.outcome() instanceof Outcome.Planned;
    if (report.outcome().isFailure() || (!options.quiet() && !told)) {
      lines.of(report).forEach(out::println);
    }
  }

  @Override
  public void print(String text) {
    groups.end(out);
    out.print(text);
  }

  @Override
  public <T> T aside(Supplier<T> conversation) {
    return conversation.get();
  }

  @Override
  public void close() {
    groups.end(out);
    groups.stop(out);
  }
}
