package io.portside.ssh;

import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A session that breaks with a host which floods it or answers out of turn, and keeps why. MINA
 * takes a login for granted that was never encrypted, and queues answers for a host that asks
 * without end and does not read them.
 */
final class WarySession extends ClientSessionImpl {
  /** Far more than any host has a use for: a keepalive each second for nearly three hours. */
  static final int UNASKED = 10_000;

  /** As many as other messages: each new key costs both sides a key exchange. */
  private static final int KEY_EXCHANGE = 250;

  private int unasked;

  private WarySession(ClientFactoryManager client, IoSession link) throws Exception {
    super(client, link);
  }

  /** Makes all of a client's sessions. */
  static SessionFactory factory(ClientFactoryManager client) {
    return new SessionFactory(client) {
      @Override
      protected ClientSessionImpl doCreateSession(IoSession link) throws Exception {
        return new WarySession(getClient(), link);
      }
    };
  }

  /** What a session of ours knows of its login. */
  private LoginTrail trail() {
    return Login.of(this).methods().trail();
  }

  @Override
  protected void doHandleMessage(Buffer buffer) throws Exception {
    int message = buffer.rawByte(buffer.rpos()) & 0xff;
    unasked += weight(message);
    if (unasked > UNASKED) {
      throw wrong("it floods this side with messages nobody asked for");
    }
    if (inCipher == null && message >= SshConstants.SSH_MSG_USERAUTH_REQUEST) {
      throw wrong("it goes on before the key exchange has ended");
    }
    if (message == SshConstants.SSH_MSG_USERAUTH_FAILURE) {
      Buffer copy = new ByteArrayBuffer(buffer.array(), buffer.rpos() + 1, buffer.available() - 1);
      trail().refused(copy.getString(), copy.getBoolean());
    }
    super.doHandleMessage(buffer);
  }

  /** Nothing for data, and for what answers something of ours. */
  private static int weight(int message) {
    return switch (message) {
      case SshConstants.SSH_MSG_KEXINIT -> KEY_EXCHANGE;
      case SshConstants.SSH_MSG_CHANNEL_OPEN, SshConstants.SSH_MSG_CHANNEL_REQUEST -> 1;
      default -> message > SshConstants.SSH_MSG_GLOBAL_REQUEST ? 0 : 1;
    };
  }

  private static SshException wrong(String what) {
    return new SshException(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, what);
  }

  @Override
  public void exceptionCaught(Throwable e) {
    trail().broken(e);
    super.exceptionCaught(e);
  }

  @Override
  protected void handleDisconnect(int code, String text, String language, Buffer buffer)
      throws Exception {
    trail().dismissed(text);
    super.handleDisconnect(code, text, language, buffer);
  }
}
