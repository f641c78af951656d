package io.portside.ssh;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Words nobody else can say, fresh for each command: what they stand for cannot be faked by the
 * greeting of a login shell or by a script's own output. Letters, digits and hyphens only.
 *
 * @param ready on stdout: the become user's shell runs, with its process id, and the script comes
 *     next
 * @param prompt on stderr: sudo asks for the password
 */
record Marks(String ready, String prompt) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Marks fresh() {
    byte[] nonce = new byte[12];
    RANDOM.nextBytes(nonce);
    String word = HexFormat.of().formatHex(nonce);
    return new Marks("portside-ready-" + word, "portside-password-" + word);
  }
}
