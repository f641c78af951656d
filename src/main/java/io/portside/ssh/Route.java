package io.portside.ssh;

import io.portside.inventory.Connection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to reach a host: its connection over the ssh configuration over what ssh does by default.
 *
 * @param knownName the name in known_hosts files
 * @param keys private key files
 * @param certificates {@code CertificateFile}, for keys of {@code keys} or the agent's; empty:
 *     those beside the keys
 * @param keysGiven the keys are given explicitly: each must be usable
 * @param knownHosts at least one file
 * @param agent the agent's socket
 * @param onlyKeys {@code IdentitiesOnly}: of the agent's keys only those that are in {@code keys}
 * @param hashNames new lines of known_hosts do not tell names
 * @param checking never {@link HostKeyChecking#CONFIGURED}
 */
record Route(
    String host,
    int port,
    String user,
    String knownName,
    List<Path> keys,
    List<Path> certificates,
    boolean keysGiven,
    List<Path> knownHosts,
    Optional<Path> agent,
    boolean onlyKeys,
    HostKeyChecking checking,
    boolean hashNames,
    Algorithms algorithms,
    Link link,
    Way way) {

  /** In the order in which ssh(1) tries them. */
  private static final List<String> USUAL_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");

  private static final List<String> USUAL_KNOWN_HOSTS = List.of("known_hosts", "known_hosts2");

  private static final List<Path> SYSTEM_KNOWN_HOSTS =
      List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));

  /**
   * A direct way. Explicit values of the connection win.
   *
   * @throws SshException the configuration wants algorithms of which none is known here
   */
  static Route of(Connection connection, SshSettings settings, SshConfig.Entry config)
      throws SshException {
    String host = config.first("hostname").orElse(connection.address());
    int port = connection.port().or(() -> config.first("port").map(Integer::valueOf)).orElse(22);
    boolean given = !connection.privateKeys().isEmpty();
    return new Route(
        host,
        port,
        connection
            .user()
            .or(() -> config.first("user"))
            .orElseGet(() -> System.getProperty("user.name")),
        config
            .first("hostkeyalias")
            .map(alias -> KnownHost.name(alias, 22))
            .orElseGet(() -> KnownHost.name(host, port)),
        given ? connection.privateKeys() : usualKeys(settings, config),
        config.all("certificatefile").stream().map(Route::expand).toList(),
        given,
        knownHosts(settings, config),
        agent(settings, config),
        config.first("identitiesonly").filter("yes"::equals).isPresent(),
        connection.hostKeyChecking()
            ? settings.hostKeyChecking().over(config.first("stricthostkeychecking").orElse(""))
            : HostKeyChecking.OFF,
        config.first("hashknownhosts").filter("yes"::equals).isPresent(),
        Algorithms.of(config),
        Link.of(config),
        new Way.Direct());
  }

  Route by(Way other) {
    return new Route(
        host,
        port,
        user,
        knownName,
        keys,
        certificates,
        keysGiven,
        knownHosts,
        agent,
        onlyKeys,
        checking,
        hashNames,
        algorithms,
        link,
        other);
  }

  private static List<Path> usualKeys(SshSettings settings, SshConfig.Entry config) {
    List<Path> configured = config.all("identityfile").stream().map(Route::expand).toList();
    return configured.isEmpty()
        ? USUAL_KEYS.stream().map(settings.sshDirectory()::resolve).toList()
        : configured;
  }

  private static List<Path> knownHosts(SshSettings settings, SshConfig.Entry config) {
    if (!settings.knownHosts().isEmpty()) {
      return settings.knownHosts();
    }
    List<Path> own = files(config, "userknownhostsfile");
    List<Path> system = files(config, "globalknownhostsfile");
    return Stream.concat(
            own.isEmpty()
                ? USUAL_KNOWN_HOSTS.stream().map(settings.sshDirectory()::resolve)
                : own.stream(),
            (system.isEmpty() ? SYSTEM_KNOWN_HOSTS : system).stream())
        .toList();
  }

  private static List<Path> files(SshConfig.Entry config, String keyword) {
    return config.first(keyword).stream()
        .flatMap(value -> Arrays.stream(value.split("\\s+", -1)))
        .map(Route::expand)
        .toList();
  }

  private static Optional<Path> agent(SshSettings settings, SshConfig.Entry config) {
    List<String> configured = config.all("identityagent");
    if (configured.isEmpty() || configured.getFirst().equals("SSH_AUTH_SOCK")) {
      return settings.agentSocket();
    }
    return config.first("identityagent").map(Route::expand);
  }

  private static Path expand(String file) {
    return file.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), file.substring(2))
        : Path.of(file);
  }
}
