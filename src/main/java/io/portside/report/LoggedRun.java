package io.portside.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run as its {@link RunLog} tells it.
 *
 * @param finished empty where it never came to its end
 * @param hosts those that have ended, in inventory order
 */
public record LoggedRun(
    String command, String started, Optional<String> finished, List<HostReport> hosts) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Reads a log, as far as it goes: a run that was killed may have left half a line.
   *
   * @throws IOException it cannot be read
   */
  public static LoggedRun read(Path file) throws IOException {
    String command = "?";
    String started = "?";
    Optional<String> finished = Optional.empty();
    Set<String> order = new LinkedHashSet<>();
    Map<String, HostReport> hosts = new HashMap<>();
    for (String text : Files.readAllLines(file)) {
      JsonNode line = parsed(text);
      switch (line.path("event").asText()) {
        case "begun" -> {
          command = line.path("command").asText();
          started = line.path("started").asText();
          line.path("hosts").forEach(host -> order.add(host.asText()));
        }
        case "host" -> hosts.put(line.path("host").asText(), host(line));
        case "finished" -> finished = Optional.of(line.path("finished").asText());
        default -> {}
      }
    }
    return new LoggedRun(
        command,
        started,
        finished,
        order.stream().filter(hosts::containsKey).map(hosts::get).toList());
  }

  private static JsonNode parsed(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  private static HostReport host(JsonNode node) {
    List<String> endpoints = new ArrayList<>();
    node.path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asText()));
    List<HostReport.Step> steps = new ArrayList<>();
    node.path("steps")
        .forEach(
            s -> steps.add(new HostReport.Step(s.path("step").asText(), s.path("ms").asLong())));
    JsonNode engine = node.path("engine");
    return new HostReport(
        node.path("host").asText(),
        node.path("address").asText(),
        outcome(node),
        endpoints,
        Optional.of(engine)
            .filter(JsonNode::isObject)
            .map(
                e ->
                    new HostReport.Engine(
                        e.path("version").asText(),
                        e.path("root_dir").asText(),
                        e.path("containers_running").asInt())),
        List.of(),
        Optional.of(node.path("downtime_ms")).filter(JsonNode::isNumber).map(JsonNode::asLong),
        Optional.of(node.path("containers_kept"))
            .filter(JsonNode::isBoolean)
            .map(JsonNode::asBoolean),
        steps);
  }

  private static Outcome outcome(JsonNode node) {
    List<Problem> problems = new ArrayList<>();
    node.path("problems").forEach(problem -> problems.add(problem(problem)));
    Problem none = Problem.of(ProblemCode.DEFECT, "the log does not tell why", "");
    Problem first = problems.isEmpty() ? none : problems.getFirst();
    return switch (node.path("outcome").asText()) {
      case "ok" -> new Outcome.Unchanged();
      case "changed" -> new Outcome.Changed(problems);
      case "planned" -> new Outcome.Planned(problems);
      case "refused" -> new Outcome.Refused(problems);
      case "rolled_back" -> new Outcome.RolledBack(first);
      case "rollback_failed" ->
          new Outcome.RollbackFailed(first, problems.size() > 1 ? problems.get(1) : none);
      case "unreachable" -> new Outcome.Unreachable(first);
      case "indeterminate" -> new Outcome.Indeterminate(first);
      case "skipped" -> new Outcome.Skipped(node.path("reason").asText());
      default -> new Outcome.Failed(problems);
    };
  }

  private static Problem problem(JsonNode node) {
    return new Problem(
        ProblemCode.ofId(node.path("code").asText()).orElse(ProblemCode.DEFECT),
        node.path("where").asText(""),
        node.path("what").asText(),
        node.path("hint").asText());
  }
}
