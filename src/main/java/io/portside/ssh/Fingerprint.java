package io.portside.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Public keys as bytes and as people compare them. */
final class Fingerprint {
  private Fingerprint() {}

  /** The key as it goes over the wire (RFC 4253, section 6.6). */
  static byte[] blob(PublicKey key) {
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    return buffer.getCompactData();
  }

  /** {@code SHA256:…}, as {@code ssh-keygen -l} prints it. */
  static String of(byte[] blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
