package io.portside.hostile;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/** The key pairs of a peer: Ed25519 to show who it is (RFC 8709), X25519 to agree (RFC 8731). */
final class Keys {
  private static final int RAW = 32;

  /** What stands before a raw X25519 key in X.509. */
  private static final byte[] X25519 = HexFormat.of().parseHex("302a300506032b656e032100");

  private Keys() {}

  static KeyPair fresh(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The last 32 bytes of its X.509 form. */
  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
  }

  /** As a host shows it. */
  static byte[] blob(PublicKey ed25519) {
    return new Payload().string("ssh-ed25519").string(raw(ed25519)).bytes();
  }

  static byte[] agree(KeyPair own, byte[] theirs) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own.getPrivate());
    byte[] encoded = new Payload().raw(X25519).raw(theirs).bytes();
    agreement.doPhase(
        KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded)), true);
    return agreement.generateSecret();
  }

  static byte[] sign(KeyPair ed25519, byte[] what) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(ed25519.getPrivate());
    signature.update(what);
    return new Payload().string("ssh-ed25519").string(signature.sign()).bytes();
  }
}
