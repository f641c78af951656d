package io.portside.hostile;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One direction of {@code aes128-gcm@openssh.com} (RFC 5647): the length stays in the clear. */
final class Sealing {
  static final int TAG = 16;

  private final SecretKeySpec key;
  private final ByteBuffer nonce;

  Sealing(byte[] key, byte[] nonce) {
    this.key = new SecretKeySpec(Arrays.copyOf(key, 16), "AES");
    this.nonce = ByteBuffer.wrap(Arrays.copyOf(nonce, 12));
  }

  byte[] seal(byte[] length, byte[] packet) throws GeneralSecurityException {
    return next(Cipher.ENCRYPT_MODE, length, packet);
  }

  byte[] open(byte[] length, byte[] sealed) throws GeneralSecurityException {
    return next(Cipher.DECRYPT_MODE, length, sealed);
  }

  private byte[] next(int mode, byte[] length, byte[] text) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array().clone()));
    nonce.putLong(4, nonce.getLong(4) + 1);
    cipher.updateAAD(length);
    return cipher.doFinal(text);
  }
}
