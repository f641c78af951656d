package io.portside.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * The SSH agent at a unix socket (draft-ietf-sshm-ssh-agent): each request has a connection of its
 * own, so that many logins can ask at once. MINA's own agent client needs a native library.
 */
final class Agent extends AbstractAgentProxy {
  /** OpenSSH's agent answers with at most 256 KiB (its AGENT_MAX_LEN). */
  private static final int ANSWER_LIMIT = 256 << 10;

  private final Path socket;

  Agent(Path socket) {
    super(null);
    this.socket = socket;
  }

  @Override
  protected Buffer request(Buffer request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer bytes = ByteBuffer.wrap(request.array(), request.rpos(), request.available());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      InputStream answer = Channels.newInputStream(channel);
      int length = ByteBuffer.wrap(exactly(answer, Integer.BYTES)).getInt();
      if (length < 1 || length > ANSWER_LIMIT) {
        throw new IOException("the SSH agent answered with a length of " + length);
      }
      return new ByteArrayBuffer(exactly(answer, length));
    }
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("the SSH agent hung up");
    }
    return bytes;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
