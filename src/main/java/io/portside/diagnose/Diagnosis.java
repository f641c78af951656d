package io.portside.diagnose;

import io.portside.desired.Listen;
import io.portside.facts.Facts;
import io.portside.plan.Obstacles;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Why dockerd does not listen where it should; what blocks first comes first. */
public final class Diagnosis {
  /** All causes, in the order in which they block. */
  private static final List<Function<Seen, Optional<Finding>>> RULES =
      List.of(
          DaemonJsonRules::invalid,
          DaemonJsonRules::unknownKey,
          DaemonJsonRules::wrongType,
          DaemonJsonRules::tlsFiles,
          DaemonJsonRules::conflict,
          DaemonJsonRules::singularHost,
          UnitRules::execStartTwice,
          UnitRules::programMissing,
          UnitRules::configFileElsewhere,
          UnitRules::overridden,
          UnitRules::reloadMissing,
          UnitRules::defaultsIgnored,
          UnitRules::containerdSilent,
          AddressRules::socketActivation,
          AddressRules::localSocketMissing,
          AddressRules::addressMissing,
          AddressRules::portInUse,
          StateRules::startLimit,
          StateRules::failed,
          StateRules::disabled,
          StateRules::stopped,
          StateRules::restartMissing,
          AddressRules::tls,
          AddressRules::loopbackOnly,
          AddressRules::otherPort,
          AddressRules::neverTold);

  /** Without these there is no dockerd that the rules could be asked of. */
  private static final Set<ProblemCode> NO_DOCKER =
      Set.of(
          ProblemCode.NOT_ROOT,
          ProblemCode.DOCKER_SNAP,
          ProblemCode.DOCKER_ROOTLESS,
          ProblemCode.DOCKER_DESKTOP,
          ProblemCode.DOCKER_PODMAN,
          ProblemCode.DOCKER_MISSING);

  private Diagnosis() {}

  /**
   * All causes that the facts show.
   *
   * @param wanted where dockerd should listen
   */
  public static List<Finding> of(Facts facts, List<Listen> wanted) {
    Seen seen = Seen.of(facts, wanted);
    List<Finding> obstacles =
        Obstacles.of(facts).stream()
            .filter(problem -> !explained(seen, problem))
            .map(Diagnosis::finding)
            .toList();
    if (obstacles.stream().map(Finding::code).anyMatch(NO_DOCKER::contains)) {
      return obstacles;
    }
    return Stream.concat(
            obstacles.stream(), RULES.stream().flatMap(rule -> rule.apply(seen).stream()))
        .toList();
  }

  // A dockerd that has no local socket cannot answer there.
  private static boolean explained(Seen seen, Problem obstacle) {
    return obstacle.code() == ProblemCode.ENGINE_SILENT
        && AddressRules.localSocketMissing(seen).isPresent();
  }

  private static Finding finding(Problem problem) {
    return new Finding(
        problem.code(),
        problem.what(),
        problem.where().isEmpty() ? problem.code().id() : problem.where(),
        problem.hint());
  }
}
