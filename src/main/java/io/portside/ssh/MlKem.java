package io.portside.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.KEM;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.apache.sshd.common.kex.MontgomeryCurve;
import org.apache.sshd.common.kex.XDH;
import org.jspecify.annotations.Nullable;

/**
 * The key exchange {@code mlkem768x25519-sha256} (draft-ietf-sshm-mlkem-hybrid-kex), OpenSSH's
 * default from 10.0 on, with the JDK's own ML-KEM (JEP 496): MINA only knows Bouncy Castle's.
 */
final class MlKem implements DHFactory, KeyEncapsulationMethod {
  static final MlKem X25519 = new MlKem();

  private static final String ALGORITHM = "ML-KEM-768";

  /** FIPS 203, section 8, table 3; in bytes. */
  private static final int PUBLIC_KEY = 1184;

  private static final int ENCAPSULATION = 1088;

  private MlKem() {}

  @Override
  public String getName() {
    return "mlkem768x25519-sha256";
  }

  @Override
  public boolean isGroupExchange() {
    return false;
  }

  @Override
  public boolean isSupported() {
    return MontgomeryCurve.x25519.isSupported();
  }

  @Override
  public AbstractDH create(Object... parameters) throws Exception {
    return new XDH(MontgomeryCurve.x25519, true) {
      @Override
      public KeyEncapsulationMethod getKeyEncapsulation() {
        return MlKem.this;
      }

      @Override
      public Digest getHash() {
        return BuiltinDigests.sha256.create();
      }
    };
  }

  @Override
  public Client getClient() {
    return new Decapsulation();
  }

  @Override
  public Server getServer() {
    throw new UnsupportedOperationException("only for clients");
  }

  private static final class Decapsulation implements Client {
    private @Nullable KeyPair pair;

    @Override
    public void init() {
      try {
        pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private KeyPair pair() {
      if (pair == null) {
        throw new IllegalStateException("not initialised");
      }
      return pair;
    }

    /** The raw key is the end of its X.509 form. */
    @Override
    public byte[] getPublicKey() {
      byte[] encoded = pair().getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY, encoded.length);
    }

    @Override
    public byte[] extractSecret(byte[] encapsulated) {
      try {
        return KEM.getInstance("ML-KEM")
            .newDecapsulator(pair().getPrivate())
            .decapsulate(encapsulated)
            .getEncoded();
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public int getEncapsulationLength() {
      return ENCAPSULATION;
    }
  }
}
