package io.portside.ssh;

import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.kex.DHGClient;
import org.apache.sshd.common.BaseBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyExchange;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.session.Session;

/**
 * MINA's key exchange, which leaves it to {@link HostKeyGate} to judge a host's certificate: MINA
 * compares the principals with the address it connects to, not with the host's name.
 */
final class CertifiedKex extends DHGClient {

  private CertifiedKex(DHFactory factory, Session session) {
    super(factory, session);
  }

  /** What MINA offers by itself. */
  static List<KeyExchangeFactory> usual() {
    return NamedFactory.setUpTransformedFactories(
        true, BaseBuilder.DEFAULT_KEX_PREFERENCE, CertifiedKex::factory);
  }

  /** Group exchange stays MINA's, which refuses all certificates. */
  static KeyExchangeFactory factory(DHFactory dh) {
    if (dh.isGroupExchange()) {
      return ClientBuilder.DH2KEX.apply(dh);
    }
    return new KeyExchangeFactory() {
      @Override
      public String getName() {
        return dh.getName();
      }

      @Override
      public KeyExchange createKeyExchange(Session session) {
        return new CertifiedKex(dh, session);
      }
    };
  }

  @Override
  protected void verifyCertificate(Session session, OpenSshCertificate certificate) {
    // HostKeyGate does, and nothing is sent before it has.
  }
}
