package io.portside.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for all connections of a run.
 *
 * @param knownHosts {@code --known-hosts}, the only files read, new keys go to the first; empty:
 *     the ssh configuration's, else {@code ~/.ssh/known_hosts} and the system's
 * @param sshConfig {@code --ssh-config}; empty: {@code ~/.ssh/config} where it exists
 * @param sshDirectory {@code ~/.ssh}: the usual keys, known_hosts and config
 * @param agentSocket {@code SSH_AUTH_SOCK}
 * @param retries how often a connection that drops before login is tried again, which sshd does
 *     under load (sshd_config(5), MaxStartups)
 */
public record SshSettings(
    List<Path> knownHosts,
    HostKeyChecking hostKeyChecking,
    Optional<Path> sshConfig,
    Path sshDirectory,
    Optional<Path> agentSocket,
    int retries) {

  /** What {@code ssh} itself would use. */
  public static SshSettings usual(Map<String, String> environment) {
    return new SshSettings(
        List.of(),
        HostKeyChecking.CONFIGURED,
        Optional.empty(),
        Path.of(System.getProperty("user.home"), ".ssh"),
        Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
            .filter(socket -> !socket.isEmpty())
            .map(Path::of),
        2);
  }
}
