package io.portside.ssh;

import io.portside.inventory.Secret;
import io.portside.ssh.Elevation.Method;
import io.portside.ssh.Transcript.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The way past sudo, doas or su: its question, one answer, then the ready mark or the end. sudo
 * asks with a prompt of ours. The others ask in words of their own, in any language: theirs is the
 * first line after they were called that is not ended and followed by silence.
 */
final class Dialogue {
  /** A program that has more to say than its question says it within that. */
  private static final Duration SILENCE = Duration.ofMillis(250);

  private final Elevation elevation;
  private final Command command;
  private final Transcript transcript;
  private final Deadline deadline;
  private boolean answered;

  Dialogue(Elevation elevation, Command command, Transcript transcript, Deadline deadline) {
    this.elevation = elevation;
    this.command = command;
    this.transcript = transcript;
    this.deadline = deadline;
  }

  /**
   * Waits until the script may be sent, the command is over or the time is.
   *
   * @throws SshException it asks for a password that is not there, or asks again: an answer goes
   *     out once, as more lock accounts
   */
  Status pass() throws InterruptedException, SshException {
    Status status = question(0);
    if (status.ready() || status.over() || deadline.passed()) {
      return status;
    }
    Optional<Secret> password = elevation.password();
    if (password.isEmpty()) {
      throw new SshException(Refusals.passwordNeeded(elevation), false);
    }
    answered = true;
    byte[] line = (password.get().reveal() + "\n").getBytes(StandardCharsets.UTF_8);
    boolean _ = Feeding.type(command.stdin(), line, deadline);
    status = question(asked(status));
    if (!status.ready() && !status.over() && asked(status) > 0 && !deadline.passed()) {
      throw new SshException(Refusals.wrongPassword(elevation, ""), false);
    }
    return status;
  }

  /** Whether the password was sent. */
  boolean answered() {
    return answered;
  }

  /** Waits for a question later than that, or for what makes it needless. */
  private Status question(int after) throws InterruptedException {
    while (true) {
      Status status = transcript.await(s -> s.ready() || s.over() || asked(s) > after, deadline);
      if (status.ready() || status.over() || ours() || deadline.passed()) {
        return status;
      }
      Status later =
          transcript.await(s -> s.over() || s.heard() != status.heard(), Deadline.in(SILENCE));
      if (later.heard() == status.heard()) {
        return later;
      }
    }
  }

  /** Grows with each question; 0 where there is none. */
  private int asked(Status status) {
    return ours() ? status.prompts() : status.question();
  }

  private boolean ours() {
    return elevation.method() == Method.SUDO;
  }
}
