package io.portside.ssh;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Words nobody else can say, fresh for each command: what they stand for cannot be faked by the
 * greeting of a login shell or by a script's own output. Letters, digits and hyphens only.
 *
 * @param ready on stdout: the become user's shell runs, with its process id, and the script comes
 *     next
 * @param prompt sudo asks for the password
 * @param calling on a terminal: what comes next is said by sudo, doas or su, not by the login shell
 * @param errors on a terminal, which has one stream for both: stdout ends here, stderr follows
 */
record Marks(String ready, String prompt, String calling, String errors) {
  /** What every {@link #ready} begins with. */
  static final String READY = "portside-ready-";

  private static final SecureRandom RANDOM = new SecureRandom();

  static Marks fresh() {
    byte[] nonce = new byte[12];
    RANDOM.nextBytes(nonce);
    String word = HexFormat.of().formatHex(nonce);
    return new Marks(
        READY + word,
        "portside-password-" + word,
        "portside-calling-" + word,
        "portside-errors-" + word);
  }
}
