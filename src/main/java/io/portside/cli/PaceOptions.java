package io.portside.cli;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.Batches;
import io.portside.rollout.MaxFail;
import io.portside.rollout.RolloutOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast a rollout goes, and when it stops. */
final class PaceOptions {
  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "hosts at once (default: 50)")
  int forks = 50;

  @Option(
      names = "--batches",
      paramLabel = "SIZES",
      description =
          "sizes of the batches, the last repeats: 1,10%%,100%% (default: 1,100%% where hosts are"
              + " changed, else 100%%)")
  @Nullable String batches;

  @Option(
      names = "--max-fail",
      paramLabel = "N|N%",
      description = "stop after a batch with more failures (default: 0)")
  String maxFail = "0";

  @Option(
      names = "--lock-timeout",
      paramLabel = "S",
      description = "seconds to wait for another run that is at work on a host (default: 60)")
  int lockTimeout = 60;

  /** The limit of {@code --lock-timeout}; 0: no wait. */
  Duration lockTimeout() {
    if (lockTimeout < 0) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              "--lock-timeout",
              lockTimeout + " seconds is no time at all",
              "give 0 (no wait) or more"));
    }
    return Duration.ofSeconds(lockTimeout);
  }

  RolloutOptions of(String usualBatches, boolean stops) {
    MaxFail given = MaxFail.parse(maxFail);
    return new RolloutOptions(
        forks,
        Batches.parse(batches == null ? usualBatches : batches),
        stops ? given : MaxFail.parse("100%"));
  }
}
