package io.portside.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The report for programs. Its fields are a contract: more may be added, none changes its meaning.
 * Lists are always there, single values only where known.
 */
public final class JsonReport {
  /** Only ASCII: a host's text holds nothing then that a terminal would obey. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonReport() {}

  /** The whole report, with a line end. */
  public static String text(RunReport run) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("portside", run.version());
    root.put("command", run.command());
    root.put("started", utc(run.started()));
    root.put("finished", utc(run.finished()));
    ObjectNode summary = root.putObject("summary");
    summary.put("hosts", run.hosts().size());
    Summary.of(run.hosts()).forEach(summary::put);
    ArrayNode hosts = root.putArray("hosts");
    run.hosts().forEach(host -> put(host, hosts.addObject()));
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of texts and numbers can be written", e);
    }
  }

  private static void put(HostReport host, ObjectNode node) {
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
    host.steps().forEach(step -> steps.addObject().put("step", step.name()).put("ms", step.ms()));
    ArrayNode problems = node.putArray("problems");
    host.outcome().problems().forEach(problem -> put(problem, problems.addObject()));
  }

  private static void put(Problem problem, ObjectNode node) {
    node.put("code", problem.code().id());
    if (!problem.where().isEmpty()) {
      node.put("where", problem.where());
    }
    node.put("what", problem.what());
    node.put("hint", problem.hint());
  }

  private static String utc(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
