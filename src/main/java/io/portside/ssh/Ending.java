package io.portside.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * The script that ends another one on the host, as the user which that one runs as. sshd's signal
 * request (RFC 4254, section 6.9) reaches neither what sudo started nor, as OpenSSH has it, a root
 * login: its session.c wants privilege separation, which a root login goes without.
 */
final class Ending {
  /** A host that is this slow is not waited for. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String TEXT = read("end.sh");

  private Ending() {}

  /**
   * Ends a script.
   *
   * @param pid as the host told it; the digest keeps a wrong one from doing harm
   */
  static RemoteScript of(long pid, RemoteScript script) {
    return new RemoteScript("end", TEXT, pid + " " + script.digest());
  }

  private static String read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Ending.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
