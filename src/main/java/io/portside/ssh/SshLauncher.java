package io.portside.ssh;

import io.portside.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;

/** Commands over SSH: one {@code exec} channel each. */
record SshLauncher(ClientSession session) implements Command.Launcher {

  /** Signal names of RFC 4254, section 6.10, with their numbers on Linux. */
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  @Override
  public Command launch(String line, boolean terminal, Transcript transcript, Deadline deadline)
      throws IOException, SshException {
    ChannelExec channel = new ChannelExec(line, null, Map.of());
    ChannelFailure.register(channel, session);
    if (terminal) {
      channel.setUsePty(true);
      channel.setPtyType("dumb");
      channel.setPtyModes(Map.of(PtyMode.ECHO, 0));
    }
    channel.setOut(transcript.stdout());
    channel.setErr(transcript.stderr());
    channel.addCloseFutureListener(_ -> transcript.end(exit(channel)));
    OpenFuture opening = channel.open();
    boolean done = opening.await(deadline.left());
    if (!opening.isOpened()) {
      channel.close(true);
      throw new SshException(
          done ? ChannelFailure.explain(opening, trail()) : ChannelFailure.late(), false);
    }
    return new SshCommand(this, channel);
  }

  @Override
  public boolean hasTerminals() {
    return true;
  }

  @Override
  public Optional<byte[]> ask(String socket, byte[] request, int max, Deadline deadline)
      throws IOException, SshException {
    return SocketExchange.ask(session, socket, request, max, deadline);
  }

  private LoginTrail trail() {
    return Login.of(session).methods().trail();
  }

  private static OptionalInt exit(ChannelExec channel) {
    Integer status = channel.getExitStatus();
    if (status != null) {
      return OptionalInt.of(status);
    }
    String signal = channel.getExitSignal();
    return signal == null
        ? OptionalInt.empty()
        : OptionalInt.of(128 + SIGNALS.getOrDefault(signal, 0));
  }

  private record SshCommand(SshLauncher launcher, ChannelExec channel) implements Command {
    @Override
    public OutputStream stdin() {
      return channel.getInvertedIn();
    }

    @Override
    public boolean linked() {
      return launcher.session.isOpen();
    }

    @Override
    public Optional<Problem> breach() {
      return LoginFailure.breach(launcher.trail());
    }

    @Override
    public void close() {
      channel.close(false);
    }
  }
}
