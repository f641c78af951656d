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
final class Obstacles {
  private Obstacles() {}

  static List<Problem> of(Facts facts) {
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
              "remove the directory and start docker"));
    }
    if (facts.service().inTransition()) {
      problems.add(
          Problem.of(
              ProblemCode.ENGINE_SILENT,
              "docker is just starting or stopping (" + facts.service().activeState() + ")",
              "wait until it is done, then run this again"));
    }
    if (facts.active() && facts.engine().isEmpty() && facts.tools().contains("docker")) {
      problems.add(
          Problem.of(
              ProblemCode.ENGINE_SILENT,
              "dockerd runs but does not answer on its local socket",
              "look at its log and restart docker, then run this again"));
    }
    return problems;
  }

  private static Optional<Problem> noDocker(Facts facts) {
    // A package that was removed leaves its init script, of which systemd makes a unit.
    boolean unit =
        facts.service().loaded() && !facts.service().fragmentPath().startsWith("/run/systemd/gen");
    boolean installed = !facts.dockerd().isEmpty() || unit;
    if (installed) {
      return Optional.empty();
    }
    if (facts.otherDockers().contains("snap")) {
      return Optional.of(
          Problem.of(
              ProblemCode.DOCKER_SNAP,
              "Docker is a snap here, which has its own unit and its own daemon.json",
              "change /var/snap/docker/current/config/daemon.json by hand, or install docker-ce"));
    }
    if (facts.otherDockers().contains("rootless")) {
      return Optional.of(
          Problem.of(
              ProblemCode.DOCKER_ROOTLESS,
              "only a rootless Docker runs here, as a user's own service",
              "set it up by hand: systemctl --user edit docker"));
    }
    if (facts.otherDockers().contains("podman")) {
      return Optional.of(
          Problem.of(
              ProblemCode.DOCKER_PODMAN,
              "the docker command is Podman's here; there is no dockerd",
              "use podman system service, or install Docker"));
    }
    return Optional.of(
        Problem.of(
            ProblemCode.DOCKER_MISSING,
            "there is no dockerd and no docker.service on the host",
            "install docker.io or docker-ce, then run this again"));
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
