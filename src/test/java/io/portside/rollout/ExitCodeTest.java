package io.portside.rollout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  private static final Problem CAUSE = Problem.of(ProblemCode.CONNECTION_REFUSED, "no", "");

  private static final Map<String, Outcome> OUTCOMES =
      Stream.of(
              new Outcome.Unchanged(),
              new Outcome.Changed(List.of()),
              new Outcome.Planned(List.of()),
              new Outcome.Refused(List.of(CAUSE)),
              new Outcome.Failed(List.of(CAUSE)),
              new Outcome.RolledBack(CAUSE),
              new Outcome.RollbackFailed(CAUSE, CAUSE),
              new Outcome.Unreachable(CAUSE),
              new Outcome.Indeterminate(CAUSE),
              new Outcome.Skipped("stopped"))
          .collect(Collectors.toMap(Outcome::word, Function.identity()));

  @ParameterizedTest
  @CsvSource(
      value = {
        "ok, 0",
        "ok changed, 0",
        "planned ok, 2",
        "refused ok, 1",
        "failed ok, 1",
        "rolled_back ok, 1",
        "rollback_failed ok, 1",
        "indeterminate ok, 1",
        "unreachable ok, 4",
        "skipped ok, 1",
        "failed unreachable planned, 1",
        "unreachable failed planned, 1",
        "unreachable planned, 4",
        "unreachable skipped, 4",
        "planned skipped, 1",
        "'', 0",
      })
  void failedBeatsUnreachableBeatsDrift(String words, int expected) {
    assertThat(ExitCode.of(result(words, false, List.of()), false).number()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ok changed, 2", "ok, 0", "changed failed, 1", "changed unreachable, 4"})
  void detailedExitCodeTellsOfChange(String words, int expected) {
    assertThat(ExitCode.of(result(words, false, List.of()), true).number()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ok", "failed", "unreachable"})
  void interruptionBeatsOutcomesAndADefectBeatsAll(String words) {
    List<Throwable> defects = List.of(new IllegalStateException());

    assertThat(ExitCode.of(result(words, true, List.of()), false).number()).isEqualTo(130);
    assertThat(ExitCode.of(result(words, true, defects), false).number()).isEqualTo(70);
  }

  private static RolloutResult result(String words, boolean interrupted, List<Throwable> defects) {
    List<HostReport> reports =
        Arrays.stream(words.split(" "))
            .filter(word -> !word.isEmpty())
            .map(word -> HostReport.of("h", "a", requireNonNull(OUTCOMES.get(word), word)))
            .toList();
    return new RolloutResult(reports, interrupted, defects);
  }
}
