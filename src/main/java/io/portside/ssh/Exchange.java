package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Transcript.Status;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * One script's way through a running command: the question for a password, the script, the end. The
 * password goes out only when it is asked for, and where it may be, the script only when the ready
 * mark shows: so sudo never eats script for a password, and a shell never gets a password for
 * script.
 */
final class Exchange {
  private final RemoteScript script;
  private final Elevation elevation;
  private final Command command;
  private final Transcript transcript;
  private final Deadline deadline;
  private final LongConsumer abandon;
  private final Dialogue dialogue;
  private Feeding feeding = Feeding.none();

  /**
   * Prepares to run a script.
   *
   * @param abandon is given the process id of a script that is left running against our will
   */
  Exchange(
      RemoteScript script,
      Elevation elevation,
      Command command,
      Transcript transcript,
      Deadline deadline,
      LongConsumer abandon) {
    this.script = script;
    this.elevation = elevation;
    this.command = command;
    this.transcript = transcript;
    this.deadline = deadline;
    this.abandon = abandon;
    this.dialogue = new Dialogue(elevation, command, transcript, deadline);
  }

  Output run() throws SshException {
    try {
      Status status = elevation.mayAsk() ? admitted() : running();
      if (!status.over()) {
        feeding = Feeding.start(command.stdin(), script.payload(), !elevation.terminal());
        status = transcript.await(Status::over, deadline);
      }
      return result(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(
          ProblemCode.INTERRUPTED,
          "interrupted while the " + script.name() + " ran",
          "run again: what the host did meanwhile is found out then");
    }
  }

  private Status running() throws InterruptedException {
    return transcript.await(_ -> true, deadline);
  }

  private Status admitted() throws InterruptedException, SshException {
    Status status = dialogue.pass();
    if (!status.ready() && !status.over()) {
      throw timedOut(status);
    }
    return status;
  }

  private Output result(Status status) throws SshException {
    if (status.overflow()) {
      status.pid().ifPresent(abandon);
      throw stopped(
          ProblemCode.OUTPUT_TOO_LARGE,
          "the "
              + script.name()
              + " printed more than "
              + (Transcript.STDOUT_LIMIT >> 20)
              + " MiB and was stopped",
          "look at what the host prints at login, or report this");
    }
    if (!status.ended() && status.exit().isEmpty()) {
      throw timedOut(status);
    }
    if (status.exit().isEmpty()) {
      throw noExitStatus(status);
    }
    int exit = status.exit().getAsInt();
    if (!status.ready()) {
      throw new SshException(
          Refusals.explain(elevation, exit, dialogue.answered(), transcript.errors()), false);
    }
    return switch (exit) {
      case RemoteScript.NO_SHA256SUM ->
          throw new SshException(
              Problem.of(
                  ProblemCode.SHA256SUM_MISSING,
                  "the host has no sha256sum, so that it cannot check what it is sent",
                  "install coreutils or BusyBox"),
              false);
      case RemoteScript.TRUNCATED ->
          throw new SshException(
              Problem.of(
                  ProblemCode.TRANSFER_INCOMPLETE,
                  "the " + script.name() + " did not arrive whole; the host ran none of it",
                  "run again"),
              false);
      default -> new Output(exit, transcript.output(), transcript.errors());
    };
  }

  private SshException noExitStatus(Status status) {
    Optional<Problem> breach = command.breach();
    if (breach.isPresent()) {
      return new SshException(breach.get(), feeding.complete());
    }
    if (command.linked() && !status.ready()) {
      return new SshException(
          Problem.of(
              ProblemCode.SHELL_UNUSABLE,
              "the host refused to run a command for this user",
              "log in as a user whose shell runs commands, without a forced command"),
          false);
    }
    return stopped(
        ProblemCode.CONNECTION_LOST,
        "the connection was lost before the " + script.name() + " ended",
        "look whether the host is up, then run again");
  }

  private SshException timedOut(Status status) {
    status.pid().ifPresent(abandon);
    String said = Untrusted.line(transcript.errors(), 200);
    return stopped(
        ProblemCode.COMMAND_TIMEOUT,
        "the "
            + script.name()
            + " did not end in time"
            + (said.isEmpty() ? "." : "; it said: " + said),
        "allow it more with --timeout, or see what holds the host up");
  }

  private SshException stopped(ProblemCode code, String what, String hint) {
    return new SshException(Problem.of(code, what, hint), feeding.complete());
  }
}
