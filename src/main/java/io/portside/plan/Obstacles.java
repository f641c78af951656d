package io.portside.plan;

import io.portside.facts.Backup;
import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands against doing anything at all on a host, whatever is wanted. */
public final class Obstacles {
  private Obstacles() {}

  /** All of them; where there is no Docker to work on, that alone. */
  public static List<Problem> of(Facts facts) {
    if (!facts.root()) {
      return List.of(
          Problem.of(
              ProblemCode.NOT_ROOT,
              "the login is not root on the host",
              "use --become, or log in as root"));
    }
    Optional<Problem> noDocker = noDocker(facts);
    if (noDocker.isPresent()) {
      return List.of(noDocker.get());
    }
    List<Problem> problems = new ArrayList<>();
    if (facts.service().loadState().equals("masked")) {
      problems.add(
          new Problem(
              ProblemCode.DOCKER_MASKED,
              "docker.service: LoadState=masked",
              "somebody masked docker.service, so that nothing can start it",
              "if docker shall run here: systemctl unmask docker, then run this again"));
    }
    if (facts.init() == Facts.Init.OTHER) {
      problems.add(
          Problem.of(
              ProblemCode.INIT_UNSUPPORTED,
              "docker is started by neither systemd nor /etc/init.d/docker here",
              "set hosts in /etc/docker/daemon.json by hand and restart docker"));
    }
    for (String tool : List.of("flock", "docker")) {
      if (!facts.tools().contains(tool)) {
        problems.add(
            Problem.of(
                ProblemCode.TOOL_MISSING,
                "the host has no " + tool + " command",
                tool.equals("docker")
                    ? "install the Docker client (package docker-cli or docker-ce-cli)"
                    : "install the package util-linux"));
      }
    }
    if (facts.socketIsDirectory()) {
      problems.add(
          new Problem(
              ProblemCode.SOCKET_IS_DIRECTORY,
              "/var/run/docker.sock",
              "it is a directory: a container with that bind mount was started while docker was"
                  + " down",
              "rmdir /var/run/docker.sock, then systemctl restart docker.socket docker"));
    }
    if (lacksContainerd(facts)) {
      problems.add(
          new Problem(
              ProblemCode.CONTAINERD_DOWN,
              "containerd.service: LoadState=%s, ActiveState=%s"
                  .formatted(facts.containerd().loadState(), facts.containerd().activeState()),
              "containerd is "
                  + facts.containerd().activeState()
                  + ": docker, which uses it, cannot start",
              "systemctl start containerd"
                  + (facts.containerd().loadState().equals("masked")
                      ? " (it is masked: systemctl unmask containerd first)"
                      : "")));
    } else if (facts.service().inTransition()) {
      problems.add(
          Problem.of(
              ProblemCode.ENGINE_SILENT,
              "docker is just starting or stopping (" + facts.service().activeState() + ")",
              "wait until it is done, then run this again"));
    } else if (facts.active() && facts.engine().isEmpty() && facts.tools().contains("docker")) {
      problems.add(
          Problem.of(
              ProblemCode.ENGINE_SILENT,
              "dockerd runs but does not answer on its local socket",
              "look at its log and restart docker, then run this again"));
    }
    return problems;
  }

  /**
   * A start of dockerd would wait for systemd's containerd in vain. Where docker is stopped, its
   * unit starts a containerd that may be started.
   */
  private static boolean lacksContainerd(Facts facts) {
    boolean runs = facts.active() || facts.service().inTransition();
    boolean missing =
        runs
            ? !facts.containerd().loadState().equals("not-found") && !facts.containerd().active()
            : facts.containerd().loadState().equals("masked");
    return missing
        && (facts.dockerdArgs().isEmpty()
            ? UnitFiles.of(facts)
                .resolved()
                .filter(command -> !command.value("--containerd").isEmpty())
                .isPresent()
            : facts.dockerdArgs().stream().anyMatch(arg -> arg.startsWith("--containerd")));
  }

  private static Optional<Problem> noDocker(Facts facts) {
    // A package that was removed leaves its init script, of which systemd makes a unit.
    boolean unit =
        !facts.service().loadState().equals("not-found")
            && !facts.service().fragmentPath().startsWith("/run/systemd/gen");
    boolean program = !facts.dockerd().isEmpty();
    boolean needsUnit = facts.init() == Facts.Init.SYSTEMD;
    return (unit || (program && !(needsUnit && !facts.service().loaded())))
            && !OtherDockers.instead(facts)
        ? Optional.empty()
        : Optional.of(OtherDockers.named(facts).orElseGet(() -> missing(facts)));
  }

  private static Problem missing(Facts facts) {
    return Problem.of(
        ProblemCode.DOCKER_MISSING,
        facts.dockerd().isEmpty()
            ? "there is no dockerd and no docker.service on the host"
            : "there is " + facts.dockerd() + ", but no docker.service that could start it",
        "install docker.io or docker-ce, then run this again");
  }

  /** A backup that has lost a file: what is missing in it must not be taken for absent. */
  static Optional<Problem> backupIncomplete(Facts facts, Backup backup, Backup.Entry entry) {
    return entry.stored().isPresent() && backup.content(entry, facts).isEmpty()
        ? Optional.of(
            new Problem(
                ProblemCode.BACKUP_INCOMPLETE,
                entry.stored().get(),
                "the backup of " + entry.path() + " is missing or was changed",
                "restore that file by hand, or go back to another state"))
        : Optional.empty();
  }

  /** A file that must not be replaced, because it is not a plain text file. */
  static Optional<Problem> notReplaceable(Facts facts, String path) {
    HostFile file = facts.files().get(path);
    if (file == null) {
      return Optional.empty();
    }
    if (!file.regular()) {
      return Optional.of(
          new Problem(
              ProblemCode.FILE_NOT_REGULAR,
              path,
              "it is a " + file.kind() + ", and replacing it would cut that off",
              "put a plain file there"));
    }
    return file.content().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                ProblemCode.FILE_NOT_TEXT,
                path,
                "it is larger than 256 KiB or not UTF-8 text",
                "look at it by hand"));
  }
}
