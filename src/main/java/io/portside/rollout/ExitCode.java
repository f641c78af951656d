package io.portside.rollout;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import java.util.List;

/** What the whole run tells its caller; scripts rely on the numbers. */
public enum ExitCode {
  /** All hosts conform. */
  CONFORMS(0),
  /** A host failed, was refused or rolled back, or never had its turn. */
  FAILED(1),
  /** Nothing failed, but something would change, or has. */
  DRIFT(2),
  /** No host failed, but some could not be reached. */
  UNREACHABLE(4),
  /** The command line cannot be used; the number is sysexits' {@code EX_USAGE}. */
  USAGE(64),
  /** An inventory, a variable or a template cannot be used: {@code EX_DATAERR}. */
  INPUT(65),
  /** A defect of ours: {@code EX_SOFTWARE}. */
  DEFECT(70),
  /** By Ctrl-C, by SIGTERM, as where a CI job is cancelled, or as the terminal is gone. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** For {@code System.exit}. */
  public int number() {
    return number;
  }

  /**
   * The worst of a rollout: a defect, then the interruption, then failed, unreachable, skipped,
   * drift.
   *
   * @param changedIsDrift {@code --detailed-exitcode}: changed hosts make it {@link #DRIFT}
   */
  public static ExitCode of(RolloutResult result, boolean changedIsDrift) {
    if (!result.defects().isEmpty()) {
      return DEFECT;
    }
    if (result.interrupted()) {
      return INTERRUPTED;
    }
    List<Weight> weights =
        result.reports().stream()
            .map(HostReport::outcome)
            .map(outcome -> weight(outcome, changedIsDrift))
            .sorted()
            .toList();
    return weights.isEmpty() ? CONFORMS : weights.getLast().code;
  }

  private static Weight weight(Outcome outcome, boolean changedIsDrift) {
    return switch (outcome) {
      case Outcome.Unchanged() -> Weight.CONFORMS;
      case Outcome.Changed(_) -> changedIsDrift ? Weight.DRIFT : Weight.CONFORMS;
      case Outcome.Planned(_) -> Weight.DRIFT;
      case Outcome.Skipped(_) -> Weight.SKIPPED;
      case Outcome.Unreachable(_) -> Weight.UNREACHABLE;
      case Outcome.Refused(_),
          Outcome.Failed(_),
          Outcome.RolledBack(_),
          Outcome.RollbackFailed(_, _),
          Outcome.Indeterminate(_) ->
          Weight.FAILED;
    };
  }

  /** Lightest first: what weighs most decides. */
  private enum Weight {
    CONFORMS(ExitCode.CONFORMS),
    DRIFT(ExitCode.DRIFT),
    // Only counts where nothing failed: a host that never had its turn does not conform.
    SKIPPED(ExitCode.FAILED),
    UNREACHABLE(ExitCode.UNREACHABLE),
    FAILED(ExitCode.FAILED);

    private final ExitCode code;

    Weight(ExitCode code) {
      this.code = code;
    }
  }
}
