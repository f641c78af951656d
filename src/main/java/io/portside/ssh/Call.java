package io.portside.ssh;

import io.portside.inventory.Secret;
import io.portside.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * What it takes to log in at one host.
 *
 * @param timeout for connect, key exchange and login; empty: the ssh configuration's, else 10 s
 * @param retries how often a connection that drops before login is tried again
 * @param jump what the configuration calls it, for a host on the way to others
 */
record Call(
    Route route,
    Optional<Secret> password,
    Optional<Duration> timeout,
    int retries,
    Optional<String> jump) {
  private static final Duration USUAL = Duration.ofSeconds(10);

  Duration limit() {
    return timeout.or(route.link()::timeout).orElse(USUAL);
  }

  /**
   * A failure that names the jump host, and how to mend it there, where it is not the host's own.
   */
  SshException failure(Problem problem) {
    return new SshException(jump.map(name -> ofJumpHost(name, problem)).orElse(problem), false);
  }

  private static Problem ofJumpHost(String name, Problem problem) {
    String hint =
        switch (problem.code()) {
          case HOST_KEY_UNKNOWN, HOST_KEY_CHANGED, HOST_KEY_REVOKED, INTERRUPTED -> problem.hint();
          default ->
              "see that `ssh "
                  + name
                  + "` works by itself: address, user and key of a jump host come from the ssh"
                  + " configuration and the agent";
        };
    return new Problem(
        problem.code(), problem.where(), "jump host " + name + ": " + problem.what(), hint);
  }
}
