package io.portside.inventory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach one host: its {@code ansible_*} connection variables over the command line's
 * defaults.
 *
 * @param host the inventory name
 * @param address {@code ansible_host}, else the inventory name
 * @param port {@code ansible_port}; empty: the ssh configuration's, else 22
 * @param user {@code ansible_user}; empty: the ssh configuration's, else the local user's name
 * @param password for password and keyboard-interactive login
 * @param privateKeys key files given explicitly; empty: the ssh configuration's, else the usual
 *     {@code ~/.ssh/id_*}
 * @param connectTimeout for TCP connect, key exchange and login together; empty: the ssh
 *     configuration's, else 10 s
 * @param hostKeyChecking {@code ansible_host_key_checking}: false turns checking off for this host
 * @param ssh what else the variables say over the ssh configuration
 * @param local {@code ansible_connection: local}: this machine, without SSH
 */
public record Connection(
    String host,
    String address,
    Optional<Integer> port,
    Optional<String> user,
    Optional<Secret> password,
    List<Path> privateKeys,
    Optional<Duration> connectTimeout,
    boolean hostKeyChecking,
    boolean local,
    Become become,
    SshOverrides ssh) {
  /** Nothing said over the ssh configuration. */
  public Connection(
      String host,
      String address,
      Optional<Integer> port,
      Optional<String> user,
      Optional<Secret> password,
      List<Path> privateKeys,
      Duration connectTimeout,
      boolean hostKeyChecking,
      boolean local,
      Become become) {
    this(
        host,
        address,
        port,
        user,
        password,
        privateKeys,
        Optional.of(connectTimeout),
        hostKeyChecking,
        local,
        become,
        SshOverrides.NONE);
  }
}
