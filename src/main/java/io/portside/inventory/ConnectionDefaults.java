package io.portside.inventory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says of all hosts; a host's variables beat it.
 *
 * @param user {@code -u}
 * @param privateKeys {@code --private-key}
 * @param password asked for by {@code -k}
 * @param connectTimeout {@code --connect-timeout}
 * @param hostKeyChecking false for {@code --host-key-checking off}
 * @param become {@code -b} and its kin
 */
public record ConnectionDefaults(
    Optional<String> user,
    List<Path> privateKeys,
    Optional<Secret> password,
    Optional<Duration> connectTimeout,
    boolean hostKeyChecking,
    Become become) {

  /** Nothing given: host keys checked, root by sudo where the login is not root. */
  public static ConnectionDefaults none() {
    return new ConnectionDefaults(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        true,
        new Become(Optional.empty(), "sudo", "root", Optional.empty()));
  }
}
