package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Journal;
import io.portside.facts.RecordedProbe;
import io.portside.outcome.HostReport.Step;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionResultTest {
  private static final Problem LOST =
      Problem.of(ProblemCode.CONNECTION_LOST, "no route any more", "run again");

  /** An output of frames {@code KEY VALUE}. */
  static String output(String... frames) {
    StringBuilder out = new StringBuilder("@portside 1\n1\n");
    for (String frame : frames) {
      String[] words = frame.split(" ", 2);
      out.append('@').append(words[0]).append(' ').append(words[1].length()).append('\n');
      out.append(words[1]).append('\n');
    }
    return out + "@end 0\n\n";
  }

  private static Applied applied(String... frames) {
    return TransactionResult.parse(output(frames)).orElseThrow();
  }

  @Test
  void aCommitTellsItsNumbers() {
    Applied applied =
        applied(
            "step lock 3",
            "step restart 1900",
            "step odd",
            "step bad 12x",
            "downtime 1950",
            "kept yes",
            "result committed");
    assertThat(applied.outcome()).isInstanceOf(Outcome.Changed.class);
    assertThat(applied.outcome().problems()).isEmpty();
    assertThat(applied.downtimeMs()).contains(1950L);
    assertThat(applied.containersKept()).contains(true);
    assertThat(applied.steps()).containsExactly(new Step("lock", 3), new Step("restart", 1900));
  }

  @Test
  void withoutARestartThereAreNoNumbers() {
    Applied applied = applied("result committed");
    assertThat(applied.downtimeMs()).isEmpty();
    assertThat(applied.containersKept()).isEmpty();
  }

  @Test
  void notesOfACommitAreProblems() {
    assertThat(
            applied(
                    "lost c0ffee",
                    "note live-restore-left-on it is on",
                    "kept no",
                    "result committed")
                .outcome()
                .problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.CONTAINER_LOST, ProblemCode.LIVE_RESTORE_LEFT_ON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          locked another run            |                            | LOCKED               | another run
          changed-meanwhile /x was      |                            | CHANGED_MEANWHILE    | /x was
          rejected-by-dockerd bad key   |                            | REJECTED_BY_DOCKERD  | dockerd rejects the new daemon.json: bad key
          start-failed Job failed       |                            | START_FAILED         | docker did not start: Job failed
          start-failed Job failed       | failed to start daemon: x  | START_FAILED         | docker did not start: failed to start daemon: x
          not-listening no answer       | failed to start daemon: x  | NOT_LISTENING        | no answer; it says: failed to start daemon: x
          live-restore-refused no       |                            | LIVE_RESTORE_REFUSED | no
          state-unwritable no           | failed to start daemon: x  | STATE_UNWRITABLE     | no
          never-heard-of text           |                            | START_FAILED         | docker did not start: text
          locked                        |                            | LOCKED               | ''
          """)
  void causesAreNamedInWords(String cause, String log, ProblemCode code, String what) {
    Applied applied =
        applied("cause " + cause, "log " + (log == null ? "" : log), "result rolled-back");
    assertThat(applied.outcome())
        .isInstanceOfSatisfying(
            Outcome.RolledBack.class,
            o -> {
              assertThat(o.cause().code()).isEqualTo(code);
              assertThat(o.cause().what()).isEqualTo(what);
              assertThat(o.cause().hint()).isNotBlank();
            });
  }

  @Test
  void untouchedIsAFailure() {
    assertThat(applied("cause locked you", "result untouched").outcome())
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void untouchedWithoutACauseDoesNotBlameDocker() {
    Problem problem = applied("result untouched").outcome().problems().getFirst();
    assertThat(problem.code()).isEqualTo(ProblemCode.CUT_OFF);
    assertThat(problem.hint()).contains("run this again");
    assertThat(ofJournal("end untouched")).isEqualTo(Outcome.failed(LOST));
  }

  @Test
  void aFailedRollbackThatWasNotHeardIsToldWithItsMend() {
    Outcome outcome = ofJournal("cause start-failed a\nend rollback-failed");
    assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
    assertThat(outcome.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.START_FAILED, ProblemCode.ROLLBACK_INCOMPLETE);
    assertThat(outcome.problems().getLast().what()).contains(LOST.what());
    assertThat(outcome.problems().getLast().hint()).contains("/var/lib/portside/backups");
  }

  private static Outcome ofJournal(String lines) {
    Journal journal =
        RecordedProbe.of("bookworm")
            .with("journal", "begin t1 now me@laptop\n" + lines)
            .facts()
            .journal()
            .orElseThrow();
    return TransactionResult.of(journal, "", LOST).outcome();
  }

  @Test
  void aFailedRollbackKeepsBothCauses() {
    Outcome outcome =
        applied("cause start-failed a", "rollback b", "result rollback-failed").outcome();
    assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
    assertThat(outcome.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.START_FAILED, ProblemCode.ROLLBACK_INCOMPLETE);
    assertThat(outcome.problems().getLast().what()).isEqualTo("b");
  }

  @Test
  void whatTheHostSaysIsMadeFitToShow() {
    Outcome outcome =
        applied("cause locked a\u001b[2Jb\nc" + "x".repeat(10_000), "result untouched").outcome();
    assertThat(outcome.problems().getFirst().what()).startsWith("ab cx").hasSizeLessThan(600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"result ", "result maybe", "step lock 1"})
  void anEndThatIsNotToldIsNotGuessed(String frame) {
    assertThat(TransactionResult.parse(output(frame))).isEmpty();
  }

  @Test
  void outputThatIsCutOffTellsNothing() {
    String output = output("step lock 3", "result committed");
    for (int length = 0; length < output.length(); length++) {
      assertThat(TransactionResult.parse(output.substring(0, length))).isEmpty();
    }
  }
}
