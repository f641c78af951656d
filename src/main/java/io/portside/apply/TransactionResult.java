package io.portside.apply;

import io.portside.diagnose.DockerdLog;
import io.portside.facts.Frames;
import io.portside.facts.Journal;
import io.portside.outcome.HostReport.Step;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code transaction.sh} prints. Pure. */
final class TransactionResult {
  private final Frames frames;

  private TransactionResult(Frames frames) {
    this.frames = frames;
  }

  /** Empty where the output does not tell how it ended. */
  static Optional<Applied> parse(String output) {
    return Frames.parse(output).flatMap(frames -> new TransactionResult(frames).applied());
  }

  private Optional<Applied> applied() {
    return outcome()
        .map(
            outcome ->
                new Applied(
                    outcome,
                    frames.first("downtime").flatMap(TransactionResult::number),
                    frames.first("kept").map("yes"::equals),
                    steps()));
  }

  private Optional<Outcome> outcome() {
    return switch (frames.first("result").orElse("")) {
      case "committed" -> Optional.of(new Outcome.Changed(notes()));
      case "untouched" -> Optional.of(new Outcome.Failed(List.of(cause())));
      case "rolled-back" -> Optional.of(new Outcome.RolledBack(cause()));
      case "rollback-failed" ->
          Optional.of(
              new Outcome.RollbackFailed(
                  cause(),
                  incomplete(Untrusted.line(frames.first("rollback").orElse("not told"), 500))));
      default -> Optional.empty();
    };
  }

  private List<Problem> notes() {
    List<Problem> notes = new ArrayList<>();
    for (Frames.Frame frame : frames.all()) {
      switch (frame.key()) {
        case "lost" ->
            notes.add(
                Problem.of(
                    ProblemCode.CONTAINER_LOST,
                    "the container " + Untrusted.line(frame.text(), 64) + " did not start again",
                    "start it by hand and look at its log"));
        case "gone" ->
            notes.add(
                Problem.of(
                    ProblemCode.DATA_LOST,
                    "the container or image "
                        + Untrusted.line(frame.text(), 80)
                        + " was there before and is gone",
                    "nothing is to be done if somebody removed it meanwhile"));
        case "ended" ->
            notes.add(
                Problem.of(
                    ProblemCode.CONTAINER_ENDED,
                    "the container "
                        + Untrusted.line(frame.text(), 64)
                        + " ended, or began anew, while docker was restarted",
                    "look at its log, and start it if it should run"));
        case "note" -> notes.add(cause(frame.text(), ""));
        default -> {}
      }
    }
    return notes;
  }

  /**
   * How a transaction ended whose end was not heard.
   *
   * @param lost why not
   */
  static Applied of(Journal journal, String log, Problem lost) {
    Problem cause = journal.cause().map(said -> cause(said, log)).orElse(lost);
    Outcome outcome =
        switch (journal.end().orElse("")) {
          case "committed" -> new Outcome.Changed(List.of(lost));
          case "rolled-back" -> new Outcome.RolledBack(cause);
          case "rollback-failed" ->
              new Outcome.RollbackFailed(
                  cause,
                  incomplete(
                      "what could not be put back was not heard, as the link was lost: "
                          + lost.what()));
          case "untouched" -> new Outcome.Failed(List.of(cause));
          default -> new Outcome.Indeterminate(lost);
        };
    return new Applied(outcome, journal.downtimeMs(), journal.kept(), List.of());
  }

  // Without a cause: a recovery that found nothing to put back.
  private Problem cause() {
    return cause(
        frames
            .first("cause")
            .orElse("cut-off a transaction was cut off that needed nothing to be put back"),
        frames.first("log").orElse(""));
  }

  private static Problem incomplete(String what) {
    return Problem.of(
        ProblemCode.ROLLBACK_INCOMPLETE,
        what,
        "the old files are in /var/lib/portside/backups on the host: put them back"
            + " before the next boot, and start docker");
  }

  /** A cause as the script names it, {@code CODE TEXT}, with dockerd's own reason from its log. */
  static Problem cause(String said, String log) {
    String[] words = said.split(" ", 2);
    ProblemCode code = ProblemCode.ofId(words[0]).orElse(ProblemCode.START_FAILED);
    String text = Untrusted.line(words.length < 2 ? "" : words[1], 500);
    Optional<String> reason = DockerdLog.reason(log).map(r -> Untrusted.line(r, 500));
    return Problem.of(
        code,
        switch (code) {
          case START_FAILED -> "docker did not start: " + reason.orElse(text);
          case REJECTED_BY_DOCKERD -> "dockerd rejects the new daemon.json: " + text;
          case NOT_LISTENING, LIVE_RESTORE_REFUSED ->
              text + reason.map(r -> "; it says: " + r).orElse("");
          default -> text;
        },
        hint(code));
  }

  private static String hint(ProblemCode code) {
    return switch (code) {
      case START_FAILED, REJECTED_BY_DOCKERD ->
          "correct what dockerd names (portside_daemon_options, or the host's daemon.json)";
      case CUT_OFF -> "run this again: it finds the host as it was before";
      case LIVE_RESTORE_LEFT_ON -> "nothing needs to be done";
      case LOCKED -> "wait for the other run, then run this again";
      case CHANGED_MEANWHILE -> "run this again: it will see the new content";
      case STATE_UNWRITABLE, NOT_WRITABLE -> "look for a full or read-only file system";
      case TOOL_MISSING -> "install it";
      case LIVE_RESTORE_REFUSED -> "to go on all the same: portside_keep_containers: off";
      case DATA_ROOT_CHANGED, DATA_LOST ->
          "take what moves docker's data out of portside_daemon_options";
      default -> "look at docker's log on the host";
    };
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Frames.Frame frame : frames.all()) {
      String[] words = frame.text().split(" ", -1);
      if (frame.key().equals("step") && words.length == 2) {
        number(words[1]).ifPresent(ms -> steps.add(new Step(Untrusted.line(words[0], 40), ms)));
      }
    }
    return steps;
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
