package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.HostWay;
import io.portside.rollout.PlannedHost;
import io.portside.rollout.RolloutListener;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Reports of a run that still goes on: written at its start and then once a second where anything
 * has happened, so that a crash leaves one that {@code --resume} can go on from. The last one, with
 * the whole run, is for whoever began it to write once this is closed.
 */
public final class GrowingReport implements RolloutListener, AutoCloseable {
  private final List<ReportFile> files;
  private final Function<List<HostReport>, RunReport> run;
  private final Map<String, HostReport> hosts = new LinkedHashMap<>();
  private final Set<String> planned = new HashSet<>();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("growing report").unstarted(work));
  private boolean grown = true;

  /**
   * Writes the first one soon.
   *
   * @param ways all hosts, in the order of the report
   * @param run the report of hosts so far
   */
  public GrowingReport(
      List<ReportFile> files, List<HostWay> ways, Function<List<HostReport>, RunReport> run) {
    this.files = files;
    this.run = run;
    for (HostWay way : ways) {
      Outcome notYet = new Outcome.Skipped("it was not its turn yet when this was written");
      hosts.put(way.host(), HostReport.of(way.host(), way.address(), notYet));
    }
    // After the end of each, so that long reports cannot take all the time there is.
    ScheduledFuture<?> _ = writer.scheduleWithFixedDelay(this::write, 0, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void hostPlanned(PlannedHost host) {
    planned.add(host.report().host());
  }

  /** A look changes nothing; from here on it does. */
  @Override
  public synchronized void hostStarted(String host) {
    HostReport before = hosts.get(host);
    if (before != null && planned.contains(host)) {
      Problem underWay =
          Problem.of(
              ProblemCode.UNDER_WAY,
              "its change was under way when this was written, and the host ends it alone",
              "portside check -l " + host + " tells how it ended; --resume takes it");
      put(HostReport.of(host, before.address(), new Outcome.Indeterminate(underWay)));
    }
  }

  @Override
  public synchronized void hostFinished(HostReport report) {
    put(report);
  }

  private void put(HostReport report) {
    hosts.put(report.host(), report);
    grown = true;
  }

  /** Writes what is not on the disk yet. */
  public void write() {
    List<HostReport> now = taken();
    if (now.isEmpty()) {
      return;
    }
    try {
      for (ReportFile file : files) {
        file.write(run.apply(now));
      }
    } catch (IOException e) {
      grow(); // The last one will tell, if it fails too.
    }
  }

  private synchronized void grow() {
    grown = true;
  }

  private synchronized List<HostReport> taken() {
    boolean any = grown;
    grown = false;
    return any ? List.copyOf(hosts.values()) : List.of();
  }

  /** Returns when nothing is written any more. */
  @Override
  public void close() {
    writer.close();
  }
}
