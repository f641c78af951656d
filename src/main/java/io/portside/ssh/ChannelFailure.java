package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.util.Objects;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;

/** Why a login was not given a channel for a command. */
final class ChannelFailure {
  private static final int SHOWN = 200;

  private ChannelFailure() {}

  static Problem late() {
    return Problem.of(
        ProblemCode.COMMAND_TIMEOUT,
        "the host did not start a command in time",
        "allow it more with --timeout, or see what holds the host up");
  }

  /**
   * Why.
   *
   * @param opening is done
   */
  static Problem explain(OpenFuture opening, LoginTrail trail) {
    if (opening.getException() instanceof SshChannelOpenException refusal) {
      return refused(refusal);
    }
    return lost(trail);
  }

  private static Problem lost(LoginTrail trail) {
    return LoginFailure.breach(trail)
        .orElseGet(
            () ->
                Problem.of(
                    ProblemCode.CONNECTION_LOST,
                    "the connection was lost before a command was started",
                    "look whether the host is up, then run again"));
  }

  /** Gives a session a channel; MINA calls it an illegal state where the session has gone. */
  static void register(AbstractClientChannel channel, ClientSession session)
      throws IOException, SshException {
    try {
      session.getService(ConnectionService.class).registerChannel(channel);
    } catch (IllegalStateException e) {
      throw new SshException(lost(Login.of(session).methods().trail()), false);
    }
  }

  /** RFC 4254, section 5.1. */
  private static Problem refused(SshChannelOpenException refusal) {
    String reason =
        switch (refusal.getReasonCode()) {
          case SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED ->
              " (administratively prohibited)";
          case SshConstants.SSH_OPEN_RESOURCE_SHORTAGE -> " (short of resources)";
          default -> "";
        };
    String said = Untrusted.line(Objects.toString(refusal.getMessage(), ""), SHOWN);
    return Problem.of(
        ProblemCode.CHANNEL_REFUSED,
        "the host lets the user in but opens no channel for a command"
            + reason
            + (said.isEmpty() ? "" : "; it said: " + said),
        "look at MaxSessions and at what the user may do in the host's sshd_config");
  }
}
