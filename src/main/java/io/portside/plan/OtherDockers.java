package io.portside.plan;

import io.portside.facts.Facts;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.Optional;

/**
 * What stands in the place of the Docker that could be worked on: by their own documentation. None
 * of them is changed, as none can be changed without stopping its containers and undone from
 * outside.
 */
final class OtherDockers {
  private OtherDockers() {}

  /** Somebody set a rootless Docker up and switched the system's off: that is not to be started. */
  static boolean instead(Facts facts) {
    return facts.otherDockers().contains("rootless")
        && facts.service().unitFileState().equals("disabled")
        && !facts.socket().active()
        && !facts.active();
  }

  /** The first that is there. */
  static Optional<Problem> named(Facts facts) {
    if (facts.otherDockers().contains("snap")) {
      return Optional.of(snap());
    } else if (facts.otherDockers().contains("rootless")) {
      return Optional.of(rootless(facts));
    } else if (facts.otherDockers().contains("desktop")) {
      return Optional.of(desktop());
    }
    return facts.otherDockers().contains("podman") ? Optional.of(podman()) : Optional.empty();
  }

  private static Problem snap() {
    return new Problem(
        ProblemCode.DOCKER_SNAP,
        "/var/snap/docker, snap.docker.dockerd.service",
        "Docker is a snap here, which has its own unit and its own daemon.json, and whose containers"
            + " end with it",
        "by hand: add \"hosts\": [\"unix:///var/run/docker.sock\", \"tcp://ADDRESS:2375\"] to"
            + " /var/snap/docker/current/config/daemon.json, then snap restart docker; or install"
            + " docker-ce instead of the snap");
  }

  private static Problem rootless(Facts facts) {
    return new Problem(
        ProblemCode.DOCKER_ROOTLESS,
        "a user's docker.service"
            + (instead(facts) ? "; the system's: UnitFileState=disabled" : ""),
        instead(facts)
            ? "a rootless Docker is a user's own service here, and the system's is switched off"
            : "only a rootless Docker is here, as a user's own service",
        "by hand, as that user: systemctl --user edit docker, with [Service]"
            + " Environment=\"DOCKERD_ROOTLESS_ROOTLESSKIT_FLAGS=-p ADDRESS:2375:2375/tcp\" and, in"
            + " ~/.config/docker/daemon.json, \"hosts\": [\"unix:///run/user/UID/docker.sock\","
            + " \"tcp://0.0.0.0:2375\"]; then systemctl --user restart docker. Or leave all as it is:"
            + " ssh -NL 2375:/run/user/UID/docker.sock USER@HOST, then docker -H"
            + " tcp://127.0.0.1:2375 ps");
  }

  private static Problem desktop() {
    return new Problem(
        ProblemCode.DOCKER_DESKTOP,
        "/opt/docker-desktop",
        "Docker Desktop is installed here: its dockerd runs in a virtual machine of its own, and"
            + " listens on no port of the host",
        "leave it as it is: ssh -NL 2375:/home/USER/.docker/desktop/docker.sock USER@HOST, then"
            + " docker -H tcp://127.0.0.1:2375 ps; or install docker-ce");
  }

  private static Problem podman() {
    return new Problem(
        ProblemCode.DOCKER_PODMAN,
        "/usr/bin/docker",
        "the docker command is Podman's here; there is no dockerd",
        "by hand: podman system service --time=0 tcp://ADDRESS:2375, which docker -H"
            + " tcp://ADDRESS:2375 understands; or install docker-ce instead");
  }
}
