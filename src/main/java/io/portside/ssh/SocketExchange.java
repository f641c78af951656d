package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;

/** Bytes to a unix socket of the host, and what comes back. */
final class SocketExchange {
  private static final Set<ClientChannelEvent> OVER =
      EnumSet.of(ClientChannelEvent.EOF, ClientChannelEvent.CLOSED);

  private SocketExchange() {}

  /**
   * Asks, and waits until the other side hangs up.
   *
   * @param max bytes of the answer; one more is kept of a longer one, to show that it was
   * @return empty where the host does not let the login user through
   */
  static Optional<byte[]> ask(
      ClientSession session, String path, byte[] request, int max, Deadline deadline)
      throws IOException, SshException {
    UnixSocketChannel channel = new UnixSocketChannel(path);
    Kept kept = new Kept(max + 1, () -> channel.close(true));
    channel.setOut(kept);
    channel.setErr(OutputStream.nullOutputStream());
    ChannelFailure.register(channel, session);
    try {
      OpenFuture opened = channel.open();
      if (opened.await(deadline.left())
          && opened.getException() instanceof SshChannelOpenException) {
        return Optional.empty();
      }
      opened.verify(deadline.left());
      // Its end would be taken for that of a client which has gone, so this side stays open. A host
      // that exchanges keys and falls silent would hold up the writing for ever.
      if (!Feeding.type(channel.getInvertedIn(), request, deadline) && !deadline.passed()) {
        throw new IOException("the channel was closed before all was asked");
      }
      Set<ClientChannelEvent> seen = channel.waitFor(OVER, deadline.left().toMillis() + 1);
      if (seen.contains(ClientChannelEvent.TIMEOUT)) {
        throw new SshException(late(path), true);
      }
      return Optional.of(kept.bytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking");
    } finally {
      channel.close(true);
    }
  }

  private static Problem late(String path) {
    return new Problem(
        ProblemCode.COMMAND_TIMEOUT,
        path,
        "no whole answer in time",
        "allow it more with --timeout, or see what holds the host up");
  }

  /** The first bytes; the rest is dropped, and whoever sends it is cut off. */
  private static final class Kept extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int room;
    private final Runnable full;

    Kept(int room, Runnable full) {
      this.room = room;
      this.full = full;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] more, int from, int length) {
      bytes.write(more, from, Math.min(length, room - bytes.size()));
      if (bytes.size() == room) {
        full.run();
      }
    }

    synchronized byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
