package io.portside.ssh;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.session.SessionContext;

/**
 * A key, or a certificate for one, whose private part the agent has.
 *
 * @param key what the host is shown
 * @param held what the agent knows it by
 */
record AgentIdentity(Agent agent, PublicKey key, PublicKey held) implements PublicKeyIdentity {

  @Override
  public KeyPair getKeyIdentity() {
    return new KeyPair(key, null);
  }

  /** MINA keeps the first two fields of a signature only; that of a security key has more. */
  @Override
  public Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data) {
    throw new UnsupportedOperationException("the agent's signatures are passed on whole");
  }

  /** The whole signature as it goes over the wire (RFC 4253, section 6.6, and PROTOCOL.u2f). */
  byte[] signature(String algorithm, byte[] data) throws IOException {
    return agent.signature(held, algorithm, data);
  }
}
