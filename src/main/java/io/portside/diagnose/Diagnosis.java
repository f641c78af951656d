package io.portside.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import io.portside.facts.Listener;
import io.portside.plan.DaemonJson;
import io.portside.plan.DockerdCommand;
import io.portside.plan.UnitFiles;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why dockerd does not listen where it should; what blocks first comes first. */
public final class Diagnosis {
  private final Facts facts;
  private final Set<Integer> ports;
  private final UnitFiles unit;
  private final Optional<DaemonJson> json;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis(Facts facts, Set<Integer> ports) {
    this.facts = facts;
    this.ports = ports;
    this.unit = UnitFiles.of(facts);
    this.json = facts.text(Facts.DAEMON_JSON).flatMap(DaemonJson::readable);
  }

  /**
   * All causes that the facts show.
   *
   * @param ports the TCP ports that dockerd should listen on
   */
  public static List<Finding> of(Facts facts, Set<Integer> ports) {
    Diagnosis diagnosis = new Diagnosis(facts, ports);
    diagnosis.unreadableDaemonJson();
    diagnosis.conflict();
    diagnosis.portInUse();
    diagnosis.defaultsIgnored();
    diagnosis.reloadMissing();
    diagnosis.notRunning();
    diagnosis.neverTold();
    return List.copyOf(diagnosis.findings);
  }

  private void unreadableDaemonJson() {
    String text = facts.text(Facts.DAEMON_JSON).orElse("");
    DaemonJson.flaw(text)
        .ifPresent(
            flaw ->
                add(
                    ProblemCode.DAEMON_JSON_INVALID,
                    "/etc/docker/daemon.json is not valid JSON at line "
                        + flaw.line()
                        + ", column "
                        + flaw.column()
                        + ", so dockerd cannot start with it",
                    "line "
                        + flaw.line()
                        + ": "
                        + text.lines().skip(flaw.line() - 1L).findFirst().orElse("").strip()
                        + " ("
                        + flaw.what()
                        + ")",
                    "correct the line"));
  }

  private void conflict() {
    List<String> inUnit = commandHosts();
    JsonNode inFile = json.map(j -> j.get("hosts")).filter(JsonNode::isArray).orElse(null);
    if (!inUnit.isEmpty() && inFile != null) {
      add(
          ProblemCode.FLAG_FILE_CONFLICT,
          "hosts is set twice, by -H in the unit and by daemon.json, and dockerd refuses to start"
              + " with both",
          source() + " has -H " + String.join(", ", inUnit) + "; daemon.json has hosts " + inFile,
          "a drop-in without -H");
    }
  }

  private void portInUse() {
    for (Listener listener : facts.listeners()) {
      if (ports.contains(listener.port()) && !listener.dockerd()) {
        add(
            ProblemCode.PORT_IN_USE,
            "another process holds port " + listener.port() + ", so dockerd cannot have it",
            (listener.program().isEmpty() ? "an unnamed process" : listener.program())
                + (listener.pid().isPresent() ? ", pid " + listener.pid().getAsInt() : ""),
            "stop that process, or choose another port");
      }
    }
  }

  private void defaultsIgnored() {
    Optional<String> line =
        facts.text(Facts.DEFAULTS).stream()
            .flatMap(String::lines)
            .filter(l -> l.strip().matches("(export\\s+)?DOCKER_OPTS=.*(-H|--host).*"))
            .findFirst();
    boolean read =
        facts.service().environmentFiles().contains(Facts.DEFAULTS)
            && unit.execStart().filter(c -> c.text().contains("DOCKER_OPTS")).isPresent();
    if (facts.init() == Facts.Init.SYSTEMD && line.isPresent() && !read && !toldOfTcp()) {
      add(
          ProblemCode.DEFAULTS_IGNORED,
          "/etc/default/docker says where to listen, but systemd does not read that file: it is for"
              + " the old init scripts",
          Facts.DEFAULTS + ": " + line.get().strip(),
          "say it in daemon.json, with a drop-in for the unit");
    }
  }

  private void reloadMissing() {
    if (facts.needDaemonReload()) {
      String files = String.join(", ", unit.dropIns().stream().map(HostFile::path).toList());
      add(
          ProblemCode.DAEMON_RELOAD_MISSING,
          "docker's unit files were changed, but systemd still runs the old ones",
          (facts.service().needDaemonReload() ? "NeedDaemonReload=yes" : "DropInPaths lacks some")
              + (files.isEmpty() ? "" : "; drop-ins on disk: " + files),
          "systemctl daemon-reload, then a restart");
    }
  }

  private void notRunning() {
    if (facts.active()) {
      return;
    }
    Optional<String> reason = DockerdLog.reason(facts.log());
    if (facts.service().result().equals("start-limit-hit")) {
      add(
          ProblemCode.START_LIMIT_HIT,
          "docker was started too often in a row, so systemd refuses to start it",
          "Result=start-limit-hit" + reason.map(r -> "; " + r).orElse(""),
          "systemctl reset-failed docker, then start it");
    } else if (facts.service().activeState().equals("failed")) {
      add(
          ProblemCode.DOCKER_FAILED,
          "docker tried to start and failed",
          reason.orElse("Result=" + facts.service().result()),
          "mend the reason, then start it");
    } else {
      add(
          ProblemCode.DOCKER_STOPPED,
          "docker is not running",
          facts.init() == Facts.Init.SYSTEMD
              ? "docker.service is " + facts.service().activeState()
              : "no process has the pid in /var/run/docker.pid",
          "start it");
    }
  }

  private void neverTold() {
    boolean explained =
        findings.stream()
            .map(Finding::code)
            .anyMatch(
                c -> c == ProblemCode.DEFAULTS_IGNORED || c == ProblemCode.DAEMON_JSON_INVALID);
    if (!toldOfTcp() && !explained) {
      add(
          ProblemCode.NO_TCP_ENDPOINT,
          "dockerd was never told to listen on TCP: it serves its local socket only",
          json.isPresent() ? "daemon.json has no tcp:// in hosts" : "there is no daemon.json",
          "hosts in daemon.json");
    }
  }

  private boolean toldOfTcp() {
    return commandHosts().stream().anyMatch(h -> h.startsWith("tcp:"))
        || json.map(j -> j.get("hosts").toString()).orElse("").contains("\"tcp://");
  }

  private List<String> commandHosts() {
    if (facts.init() == Facts.Init.SYSTEMD) {
      return unit.resolved().map(DockerdCommand::hosts).orElse(List.of());
    }
    return facts.text(Facts.DEFAULTS).stream()
        .flatMap(String::lines)
        .filter(l -> l.strip().matches("(export\\s+)?DOCKER_OPTS=.*"))
        .map(l -> l.substring(l.indexOf('=') + 1).replace("\"", "").replace("'", ""))
        .flatMap(v -> DockerdCommand.parse(v).hosts().stream())
        .toList();
  }

  private String source() {
    return facts.init() == Facts.Init.SYSTEMD ? unit.source() : Facts.DEFAULTS;
  }

  private void add(ProblemCode code, String what, String proof, String mend) {
    findings.add(new Finding(code, what, proof, mend));
  }
}
