package io.portside.outcome;

import io.portside.problem.Problem;
import java.util.List;

/** How a host's way ended. A failure is data and keeps its first cause. */
public sealed interface Outcome {

  /** The host conforms already: nothing was touched. */
  record Unchanged() implements Outcome {}

  /**
   * The host was changed and conforms now.
   *
   * @param notes what is worth knowing all the same
   */
  record Changed(List<Problem> notes) implements Outcome {}

  /**
   * Only told: the host would be changed.
   *
   * @param notes what is worth knowing before
   */
  record Planned(List<Problem> notes) implements Outcome {}

  /** Not touched, because it would do harm or cannot be done; at least one problem. */
  record Refused(List<Problem> reasons) implements Outcome {}

  /** Not as wanted; nothing was put back because nothing was changed, or the change holds. */
  record Failed(List<Problem> reasons) implements Outcome {}

  /** Failed for one reason. */
  static Outcome failed(Problem reason) {
    return new Failed(List.of(reason));
  }

  /** A change failed and the host is as it was before. */
  record RolledBack(Problem cause) implements Outcome {}

  /** A change failed, and so did putting the old state back: the host needs a hand. */
  record RollbackFailed(Problem cause, Problem rollback) implements Outcome {}

  /** No session: nothing was changed. */
  record Unreachable(Problem cause) implements Outcome {}

  /** The link was lost in the middle and the end could not be learned. */
  record Indeterminate(Problem cause) implements Outcome {}

  /** Never started. */
  record Skipped(String reason) implements Outcome {}

  /** What a report shows as the host's problems, first cause first. */
  default List<Problem> problems() {
    return switch (this) {
      case Unchanged(), Skipped(_) -> List.of();
      case Planned(var notes) -> notes;
      case Changed(var notes) -> notes;
      case Refused(var reasons) -> reasons;
      case Failed(var reasons) -> reasons;
      case RolledBack(var cause) -> List.of(cause);
      case RollbackFailed(var cause, var rollback) -> List.of(cause, rollback);
      case Unreachable(var cause) -> List.of(cause);
      case Indeterminate(var cause) -> List.of(cause);
    };
  }

  /** The word for it in reports, as in {@code cli.md}: {@code ok}, {@code rolled_back}, …. */
  default String word() {
    return switch (this) {
      case Unchanged() -> "ok";
      case Changed(_) -> "changed";
      case Planned(_) -> "planned";
      case Refused(_) -> "refused";
      case Failed(_) -> "failed";
      case RolledBack(_) -> "rolled_back";
      case RollbackFailed(_, _) -> "rollback_failed";
      case Unreachable(_) -> "unreachable";
      case Indeterminate(_) -> "indeterminate";
      case Skipped(_) -> "skipped";
    };
  }

  /** Counts against {@code --max-fail}. */
  default boolean isFailure() {
    return switch (this) {
      case Unchanged(), Changed(_), Planned(_), Skipped(_) -> false;
      case Refused(_),
          Failed(_),
          RolledBack(_),
          RollbackFailed(_, _),
          Unreachable(_),
          Indeterminate(_) ->
          true;
    };
  }
}
