package io.portside.diagnose;

import io.portside.facts.Facts;
import io.portside.facts.Unit;
import io.portside.plan.DaemonJson;
import io.portside.problem.ProblemCode;
import java.util.Optional;

/** Causes in the state that docker is in: stopped, failed, or older than its files. */
final class StateRules {
  private StateRules() {}

  static Optional<Finding> startLimit(Seen seen) {
    return limited(seen)
        ? Optional.of(
            new Finding(
                ProblemCode.START_LIMIT_HIT,
                "docker was started too often in a row, so systemd refuses to start it",
                "Result=start-limit-hit" + seen.reason().map(r -> "; " + r).orElse(""),
                "systemctl reset-failed docker, then start it"))
        : Optional.empty();
  }

  static Optional<Finding> failed(Seen seen) {
    return hasFailed(seen) && !limited(seen)
        ? Optional.of(
            new Finding(
                ProblemCode.DOCKER_FAILED,
                "docker tried to start and failed",
                seen.reason().orElse("Result=" + seen.facts().service().result()),
                "mend the reason, then start it"))
        : Optional.empty();
  }

  static Optional<Finding> disabled(Seen seen) {
    return isDisabled(seen)
        ? Optional.of(
            new Finding(
                ProblemCode.DOCKER_DISABLED,
                "docker is not started at boot, only when somebody uses it on the host itself",
                "docker.service: UnitFileState=disabled",
                "systemctl enable docker"))
        : Optional.empty();
  }

  static Optional<Finding> stopped(Seen seen) {
    return seen.facts().active()
            || seen.facts().service().inTransition()
            || hasFailed(seen)
            || limited(seen)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.DOCKER_STOPPED,
                "docker is not running",
                seen.systemd()
                    ? "docker.service is " + seen.facts().service().activeState()
                    : "no process has the pid in /var/run/docker.pid",
                "start it"));
  }

  /** All is said, and dockerd runs on what was said before. */
  static Optional<Finding> restartMissing(Seen seen) {
    Facts facts = seen.facts();
    boolean said =
        seen.toldOfTcp().stream().anyMatch(e -> seen.ports().contains(e.port()))
            && DaemonJson.flaw(facts.text(Facts.DAEMON_JSON).orElse("")).isEmpty();
    return facts.active() && !facts.needDaemonReload() && said && seen.served().isEmpty()
        ? Optional.of(
            new Finding(
                ProblemCode.RESTART_MISSING,
                "where to listen was said after dockerd had started, and it reads that at its start"
                    + " only",
                "dockerd, pid "
                    + facts.dockerdPid()
                    + ", has none of: "
                    + String.join(", ", seen.told()),
                "systemctl restart docker (a reload is not enough)"))
        : Optional.empty();
  }

  private static boolean limited(Seen seen) {
    return !seen.facts().active() && seen.facts().service().result().equals("start-limit-hit");
  }

  // systemd starts it again and again for a while; under an init script only the log tells.
  private static boolean hasFailed(Seen seen) {
    Unit service = seen.facts().service();
    return seen.systemd()
        ? service.activeState().equals("failed") || service.subState().startsWith("auto-restart")
        : seen.reason().isPresent();
  }

  private static boolean isDisabled(Seen seen) {
    return seen.systemd() && seen.facts().service().unitFileState().equals("disabled");
  }
}
