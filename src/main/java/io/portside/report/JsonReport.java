package io.portside.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * The report for programs. Its fields are a contract: more may be added, none changes its meaning.
 * Lists are always there, single values only where known.
 */
public final class JsonReport {
  private JsonReport() {}

  /** The whole report, with a line end. */
  public static String text(RunReport run) {
    return Json.pretty(tree(run));
  }

  static ObjectNode tree(RunReport run) {
    ObjectNode root =
        Json.document(new Asked(run.version(), run.command(), run.started(), run.finished()));
    ObjectNode summary = root.putObject("summary");
    summary.put("hosts", run.hosts().size());
    Summary.of(run.hosts()).forEach(summary::put);
    ArrayNode hosts = root.putArray("hosts");
    run.hosts().forEach(host -> put(run.started(), host, hosts.addObject()));
    return root;
  }

  static void put(Instant runStarted, HostReport host, ObjectNode node) {
    node.put("host", host.host());
    node.put("address", host.address());
    node.put("outcome", host.outcome().word());
    if (host.outcome() instanceof Outcome.Skipped(var reason)) {
      node.put("reason", reason);
    }
    ArrayNode endpoints = node.putArray("endpoints");
    host.endpoints().forEach(endpoints::add);
    host.engine()
        .ifPresent(
            engine ->
                node.putObject("engine")
                    .put("version", engine.version())
                    .put("root_dir", engine.rootDir())
                    .put("containers_running", engine.containersRunning()));
    ArrayNode changes = node.putArray("changes");
    host.changes()
        .forEach(
            change -> changes.addObject().put("path", change.path()).put("diff", change.diff()));
    host.downtimeMs().ifPresent(ms -> node.put("downtime_ms", ms));
    host.containersKept().ifPresent(kept -> node.put("containers_kept", kept));
    ArrayNode steps = node.putArray("steps");
    host.steps().forEach(step -> put(runStarted, step, steps.addObject()));
    Json.put(host.outcome().problems(), node.putArray("problems"));
  }

  // A clock that is set back between the two must not make a step begin before its run.
  private static void put(Instant runStarted, HostReport.Step step, ObjectNode node) {
    node.put("step", step.name()).put("ms", step.ms());
    step.started()
        .map(started -> Math.max(0, Duration.between(runStarted, started).toMillis()))
        .ifPresent(at -> node.put("at_ms", at));
  }
}
