package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A connection that a jump host makes for us: a channel of type {@code direct-tcpip} (RFC 4254,
 * section 7.2). sshd does not count these channels against MaxSessions.
 */
record JumpWire(ClientSession jump, ChannelDirectTcpip channel, String name) implements Wire {
  private static final int SHOWN = 200;

  /** Whoever asks, in the eyes of the jump host: nobody that could be told. */
  private static final SshdSocketAddress ORIGIN = new SshdSocketAddress("127.0.0.1", 0);

  static JumpWire open(ClientSession jump, String name, String host, int port, Deadline deadline)
      throws IOException {
    ChannelDirectTcpip channel = new Forwarded(new SshdSocketAddress(host, port));
    jump.getService(ConnectionService.class).registerChannel(channel);
    channel.open().verify(deadline.left(), CancelOption.CANCEL_ON_TIMEOUT);
    return new JumpWire(jump, channel, name);
  }

  /** Why {@link #open} failed. */
  static LoginResult refusal(Way.Jump way, Route route, Exception e, Deadline deadline) {
    String jump = "the jump host " + way.name();
    String place = route.host() + " port " + route.port();
    // MINA wraps it.
    if ((e instanceof SshChannelOpenException ? e : e.getCause())
        instanceof SshChannelOpenException refused) {
      String said = ": " + Untrusted.line(Objects.toString(refused.getMessage(), ""), SHOWN);
      return switch (refused.getReasonCode()) {
        case SshConstants.SSH_OPEN_RESOURCE_SHORTAGE ->
            new LoginResult.Dropped(
                Problem.of(
                    ProblemCode.JUMP_REFUSED,
                    jump + " has no room for a connection to " + place + said,
                    "connect to fewer hosts at once with --forks"));
        case SshConstants.SSH_OPEN_CONNECT_FAILED ->
            failed(
                ProblemCode.JUMP_REFUSED,
                jump + " cannot connect to " + place + said,
                "see that the host is up and that the jump host reaches it, or correct"
                    + " ansible_host and ansible_port");
        default ->
            failed(
                ProblemCode.JUMP_REFUSED,
                jump + " does not let its login connect to " + place + said,
                "allow it there: AllowTcpForwarding and PermitOpen in sshd_config, or the key's"
                    + " options in authorized_keys");
      };
    }
    return deadline.passed()
        ? failed(
            ProblemCode.CONNECTION_TIMEOUT,
            jump + " was not connected to " + place + " within the connect timeout",
            "look whether the host is up and its firewall open, or allow more with"
                + " --connect-timeout")
        : broken(way.name());
  }

  /** The host is not to blame, and nothing of its login is left there. */
  @Override
  public Optional<LoginResult> blame(LoginTrail trail, Deadline deadline) {
    return jump.isOpen() ? Optional.empty() : Optional.of(broken(name));
  }

  private static LoginResult broken(String name) {
    return new LoginResult.Dropped(
        Problem.of(
            ProblemCode.CONNECTION_LOST,
            "the connection to the jump host " + name + " broke",
            "look whether the jump host is up, then run again"));
  }

  private static LoginResult failed(ProblemCode code, String what, String hint) {
    return new LoginResult.Failed(Problem.of(code, what, hint));
  }

  @Override
  public InputStream in() {
    return channel.getInvertedOut();
  }

  @Override
  public OutputStream out() {
    return channel.getInvertedIn();
  }

  @Override
  public ThreadFactory threads() {
    return Thread.ofVirtual().factory();
  }

  /** In peace, or the jump host would keep the channel. */
  @Override
  public void close() {
    CloseFuture _ = channel.close(false);
  }

  /** MINA does not end the stream where the host has hung up, as a busy sshd does with no word. */
  private static final class Forwarded extends ChannelDirectTcpip {
    Forwarded(SshdSocketAddress host) {
      super(ORIGIN, host);
    }

    @Override
    public void handleEof() throws IOException {
      super.handleEof();
      CloseFuture _ = close(false);
    }
  }
}
