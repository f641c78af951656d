package io.portside.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import org.apache.sshd.agent.SshAgentConstants;
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

  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;

  private final Path socket;

  Agent(Path socket) {
    super(null);
    this.socket = socket;
  }

  /**
   * Signs.
   *
   * @param algorithm of the signature, or of a certificate that is good for it
   * @return the signature with its type and all that belongs to it
   * @throws IOException the agent refuses, as where nobody touched the security key
   */
  byte[] signature(PublicKey key, String algorithm, byte[] data) throws IOException {
    Buffer buffer = createBuffer(SshAgentConstants.SSH2_AGENTC_SIGN_REQUEST);
    buffer.putPublicKey(key);
    buffer.putBytes(data);
    buffer.putInt(flags(algorithm));
    Buffer answer = request(prepare(buffer));
    if (answer.getUByte() != SshAgentConstants.SSH2_AGENT_SIGN_RESPONSE) {
      throw new IOException("the SSH agent does not sign with the key");
    }
    return answer.getBytes();
  }

  private static int flags(String algorithm) {
    if (algorithm.startsWith("rsa-sha2-256")) {
      return RSA_SHA2_256;
    }
    return algorithm.startsWith("rsa-sha2-512") ? RSA_SHA2_512 : 0;
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
