package io.portside.ssh;

import java.io.IOException;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * A connection to a unix socket of the host: {@code direct-streamlocal@openssh.com} (OpenSSH's
 * PROTOCOL file, section 2.4), which MINA's client lacks. The login user connects, so the socket
 * must let that user.
 */
final class UnixSocketChannel extends AbstractClientChannel {
  private static final String TYPE = "direct-streamlocal@openssh.com";

  private final String path;

  UnixSocketChannel(String path) {
    super(TYPE);
    this.path = path;
  }

  @Override
  public synchronized OpenFuture open() throws IOException {
    if (isClosing()) {
      throw new IOException("the session has been closed");
    }
    openFuture = new DefaultOpenFuture(path, futureLock);
    Buffer buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
    buffer.putString(TYPE);
    buffer.putUInt(getChannelId());
    buffer.putUInt(getLocalWindow().getSize());
    buffer.putUInt(getLocalWindow().getPacketSize());
    buffer.putString(path);
    // Both reserved.
    buffer.putString("");
    buffer.putUInt(0);
    writePacket(buffer);
    return openFuture;
  }

  @Override
  protected void doOpen() {
    invertedIn =
        new ChannelOutputStream(
            this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
  }
}
