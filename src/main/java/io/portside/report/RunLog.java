package io.portside.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.outcome.HostReport;
import io.portside.rollout.RolloutListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run on this machine's disk, for {@code portside last}: JSON lines, one as the run begins, one
 * for each host that has ended, one for the end. As reports have them, but without diffs: files of
 * hosts may hold what is not to be kept. Bounded; that it cannot be written is no reason to stop.
 */
public final class RunLog implements RolloutListener, AutoCloseable {
  private final Instant started;
  private final Consumer<String> warning;
  private OutputStream out = OutputStream.nullOutputStream();
  private long room = RunLogs.LONGEST;

  private RunLog(Instant started, Consumer<String> warning) {
    this.started = started;
    this.warning = warning;
  }

  /**
   * Begins a log.
   *
   * @param id of the run; sorts by time
   * @param run what is known of it before its hosts
   * @param hosts all names, in the order of reports
   * @param warning is told once where the log cannot be written
   */
  public static RunLog begin(
      RunLogs logs, String id, RunReport run, List<String> hosts, Consumer<String> warning) {
    RunLog log = new RunLog(run.started(), warning);
    try {
      log.out = Files.newOutputStream(logs.make(id));
    } catch (IOException | UnsupportedOperationException e) {
      log.fail(e);
    }
    ObjectNode line =
        Json.object()
            .put("event", "begun")
            .put("portside", run.version())
            .put("command", run.command())
            .put("started", Json.utc(run.started()));
    hosts.forEach(line.putArray("hosts")::add);
    log.write(line);
    return log;
  }

  @Override
  public void hostFinished(HostReport report) {
    ObjectNode line = Json.object().put("event", "host");
    JsonReport.put(
        started,
        new HostReport(
            report.host(),
            report.address(),
            report.outcome(),
            report.endpoints(),
            report.engine(),
            List.of(),
            report.downtimeMs(),
            report.containersKept(),
            report.steps()),
        line);
    write(line);
  }

  /** The run has come to its end. */
  public void finished(Instant now) {
    write(Json.object().put("event", "finished").put("finished", Json.utc(now)));
  }

  private void write(ObjectNode line) {
    byte[] bytes = (Json.line(line) + "\n").getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > room) {
      return; // A shorter line, such as the last, may still find room.
    }
    room -= bytes.length;
    try {
      out.write(bytes);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    out = OutputStream.nullOutputStream();
    warning.accept("warning: this run is not kept for portside last: " + e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      fail(e);
    }
  }
}
