package io.portside.diagnose;

import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import io.portside.plan.DockerdCommand;
import io.portside.plan.UnitFiles;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Causes in what starts dockerd: the unit, its drop-ins and environment files. */
final class UnitRules {
  private UnitRules() {}

  static Optional<Finding> execStartTwice(Seen seen) {
    return seen.unit()
        .second()
        .map(
            file ->
                new Finding(
                    ProblemCode.EXEC_START_TWICE,
                    "a drop-in gives docker.service a second ExecStart=, so systemd refuses the"
                        + " whole unit",
                    Seen.line(file.path(), file.content().orElse(""), "ExecStart=")
                        + " (LoadState="
                        + seen.facts().service().loadState()
                        + ")",
                    "an empty ExecStart= line before it"));
  }

  static Optional<Finding> programMissing(Seen seen) {
    return seen.unit()
        .execStart()
        .filter(_ -> seen.facts().programMissing())
        .map(
            command ->
                new Finding(
                    ProblemCode.DOCKERD_NOT_FOUND,
                    "the unit starts "
                        + command.program()
                        + ", but there is no such program"
                        + (seen.facts().dockerd().isEmpty()
                            ? ""
                            : ": dockerd is " + seen.facts().dockerd() + " here"),
                    seen.unit().source() + ": ExecStart=" + command.text() + " (status=203/EXEC)",
                    "ExecStart with the path of the dockerd that there is"));
  }

  static Optional<Finding> configFileElsewhere(Seen seen) {
    return seen.unit()
        .execStart()
        .map(command -> new DockerdCommand(command.arguments(seen.unit().environment())))
        .map(arguments -> arguments.value("--config-file"))
        .filter(file -> !file.isEmpty() && !file.equals(Facts.DAEMON_JSON))
        .map(
            file ->
                new Finding(
                    ProblemCode.CONFIG_FILE_ELSEWHERE,
                    "dockerd reads " + file + ", so /etc/docker/daemon.json has no effect",
                    seen.unit().source() + ": --config-file " + file,
                    "take --config-file out there and move what the file says"));
  }

  /** Somebody's drop-in that says where to listen, without effect. */
  static Optional<Finding> overridden(Seen seen) {
    List<HostFile> setters =
        seen.unit().dropIns().stream().filter(d -> UnitFiles.commandIn(d).isPresent()).toList();
    if (setters.size() < 2) {
      return Optional.empty();
    }
    HostFile last = setters.getLast();
    List<String> effective = UnitFiles.commandIn(last).map(DockerdCommand::hosts).orElse(List.of());
    return setters.stream()
        .filter(
            d ->
                !UnitFiles.commandIn(d)
                    .map(DockerdCommand::hosts)
                    .orElse(List.of())
                    .equals(effective))
        .reduce((_, later) -> later)
        .map(
            without ->
                new Finding(
                    ProblemCode.DROPIN_OVERRIDDEN,
                    without.name()
                        + " says how to start dockerd, but has no effect: "
                        + last.name()
                        + " comes after it by name and says otherwise",
                    Seen.line(last.path(), last.content().orElse(""), "ExecStart=/"),
                    "take ExecStart out of one of the two"));
  }

  static Optional<Finding> reloadMissing(Seen seen) {
    if (!seen.facts().needDaemonReload()) {
      return Optional.empty();
    }
    String files = String.join(", ", seen.unit().dropIns().stream().map(HostFile::path).toList());
    return Optional.of(
        new Finding(
            ProblemCode.DAEMON_RELOAD_MISSING,
            "docker's unit files were changed, but systemd still runs the old ones",
            (seen.facts().service().needDaemonReload()
                    ? "NeedDaemonReload=yes"
                    : "DropInPaths lacks some")
                + (files.isEmpty() ? "" : "; drop-ins on disk: " + files),
            "systemctl daemon-reload, then a restart"));
  }

  static Optional<Finding> defaultsIgnored(Seen seen) {
    Facts facts = seen.facts();
    Optional<String> line =
        facts.text(Facts.DEFAULTS).stream()
            .flatMap(String::lines)
            .filter(l -> l.strip().matches("(export\\s+)?DOCKER_OPTS=.*(-H|--host).*"))
            .findFirst();
    boolean read =
        facts.service().environmentFiles().contains(Facts.DEFAULTS)
            && seen.unit().execStart().filter(c -> c.text().contains("DOCKER_OPTS")).isPresent();
    return !seen.systemd() || read || !seen.toldOfTcp().isEmpty()
        ? Optional.empty()
        : line.map(
            said ->
                new Finding(
                    ProblemCode.DEFAULTS_IGNORED,
                    "/etc/default/docker says where to listen, but systemd does not read that file:"
                        + " it is for the old init scripts",
                    Facts.DEFAULTS
                        + ": "
                        + said.strip()
                        + "; EnvironmentFiles="
                        + String.join(" ", facts.service().environmentFiles()),
                    "say it in daemon.json, with a drop-in for the unit"));
  }

  static Optional<Finding> containerdSilent(Seen seen) {
    boolean told =
        seen.unit().execStart().filter(c -> !c.value("--containerd").isEmpty()).isPresent();
    return seen.reason()
        .filter(r -> r.matches(".*(containerd\\.sock|waiting for containerd|start containerd).*"))
        .map(
            reason ->
                new Finding(
                    ProblemCode.CONTAINERD_SILENT,
                    "dockerd needs containerd, which does not answer",
                    reason + (told ? "" : "; ExecStart has no --containerd"),
                    told
                        ? "systemctl unmask containerd; systemctl start containerd, then docker"
                        : "--containerd=/run/containerd/containerd.sock in ExecStart again"));
  }
}
