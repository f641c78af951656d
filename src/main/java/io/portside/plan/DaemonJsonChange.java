package io.portside.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.UnixSocket;
import io.portside.facts.Facts;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The daemon.json of a host: the owned keys change, every other key stays. */
public final class DaemonJsonChange {
  private static final List<String> TLS_KEYS =
      List.of("tlsverify", "tlscacert", "tlscert", "tlskey");

  private final Facts facts;
  private final Templates templates;
  private final boolean repair;
  private final List<Problem> problems;

  DaemonJsonChange(Facts facts, Templates templates, boolean repair, List<Problem> problems) {
    this.facts = facts;
    this.templates = templates;
    this.repair = repair;
    this.problems = problems;
  }

  /** The host's file; empty, with a problem, where it cannot be read or must not be replaced. */
  Optional<DaemonJson> before() {
    Optional<Problem> obstacle = Obstacles.notReplaceable(facts, Facts.DAEMON_JSON);
    if (obstacle.isPresent()) {
      problems.add(obstacle.get());
      return Optional.empty();
    }
    String text = facts.text(Facts.DAEMON_JSON).orElse("");
    return switch (DaemonJson.parse(text)) {
      case DaemonJson.Parsed.Good(var json) -> Optional.of(json);
      case DaemonJson.Parsed.Bad(var flaw) -> {
        Optional<DaemonJson> mended = repair ? DaemonJson.repair(text) : Optional.empty();
        if (mended.isEmpty()) {
          problems.add(unreadable(flaw));
        }
        yield mended;
      }
    };
  }

  /** What a daemon.json that cannot be read is reported as. */
  public static Problem unreadable(DaemonJson.Flaw flaw) {
    return new Problem(
        ProblemCode.DAEMON_JSON_INVALID,
        Facts.DAEMON_JSON + ":" + flaw.line() + ":" + flaw.column(),
        "dockerd cannot read it: " + flaw.what(),
        "correct that line; portside fix HOST does it where it can be told what was meant");
  }

  /** The host's file with the owned keys as wanted. */
  DaemonJson after(DaemonJson before, Desired desired, List<Endpoint> endpoints) {
    ObjectNode owned = owned(desired, render(templates, desired, hosts(desired, endpoints)));
    DaemonJson after = before;
    for (String key : TLS_KEYS) {
      after = after.without(key);
    }
    JsonNode hosts = owned.path("hosts");
    if (sameMembers(hosts, before.get("hosts"))) {
      owned.remove("hosts");
    }
    return after.with(owned);
  }

  /** What the template gives for a host whose addresses are known. */
  public static String render(Templates templates, Desired desired, List<String> hosts) {
    Map<String, String> options = new LinkedHashMap<>();
    desired.daemonOptions().forEach((key, value) -> options.put(key, value.toString()));
    Map<String, Object> model = new LinkedHashMap<>(TemplateModel.of(desired));
    model.put("hosts", hosts);
    model.put("options", options);
    return templates.render(Templates.Name.DAEMON_JSON, model);
  }

  private ObjectNode owned(Desired desired, String rendered) {
    return switch (DaemonJson.parse(rendered)) {
      case DaemonJson.Parsed.Good(var json) -> json.copy();
      case DaemonJson.Parsed.Bad(var flaw) ->
          throw new InputException(
              new Problem(
                  ProblemCode.TEMPLATE_INVALID,
                  templates.source(Templates.Name.DAEMON_JSON),
                  "line "
                      + flaw.line()
                      + " of what it gives for host "
                      + desired.host()
                      + " is not JSON: "
                      + flaw.what(),
                  "see it with portside render"));
    };
  }

  private List<String> hosts(Desired desired, List<Endpoint> endpoints) {
    List<String> hosts = new ArrayList<>();
    hosts.add(
        switch (desired.unixSocket()) {
          case AUTO -> (socketInUse(facts) ? UnixSocket.FD : UnixSocket.UNIX).text();
          case FD, UNIX -> desired.unixSocket().text();
        });
    endpoints.forEach(e -> hosts.add(e.url()));
    return hosts;
  }

  /** Whether docker.socket holds the local socket, now or as soon as docker starts. */
  static boolean socketInUse(Facts facts) {
    boolean required =
        facts
            .text(facts.service().fragmentPath())
            .orElse("")
            .lines()
            .anyMatch(l -> l.matches("(Requires|Wants|BindsTo)=(.*\\s)?docker\\.socket(\\s.*)?"));
    return facts.socket().loaded() && (facts.socket().active() || required);
  }

  private static boolean sameMembers(JsonNode a, JsonNode b) {
    Set<JsonNode> left = new HashSet<>();
    Set<JsonNode> right = new HashSet<>();
    a.forEach(left::add);
    b.forEach(right::add);
    return a.size() == b.size() && left.equals(right);
  }
}
