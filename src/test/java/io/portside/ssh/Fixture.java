package io.portside.ssh;

import io.portside.inventory.Become;
import io.portside.inventory.Connection;
import io.portside.inventory.Secret;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/**
 * Connections to an {@link Sshd} and the settings of a user whose files are all in one directory.
 */
record Fixture(Path directory) {
  static final Duration LIMIT = Duration.ofSeconds(30);

  static final Become NO_BECOME = become(Optional.of(false), "root", Optional.empty());

  static Become become(Optional<Boolean> enabled, String user, Optional<String> password) {
    return new Become(enabled, "sudo", user, password.map(Secret::new));
  }

  SshSettings settings(HostKeyChecking checking) {
    return settings(checking, Optional.empty());
  }

  SshSettings settings(HostKeyChecking checking, Optional<Path> agent) {
    return new SshSettings(
        List.of(knownHosts()), checking, Optional.empty(), directory.resolve("ssh"), agent, 2);
  }

  Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** A key that the host lets in. */
  Path authorize(Path key) throws IOException {
    Path authorized = directory.resolve("authorized_keys");
    String more = Files.readString(Path.of(key + ".pub"));
    Files.writeString(
        authorized, Files.exists(authorized) ? Files.readString(authorized) + more : more);
    return key;
  }

  Path key(String name, String type) throws IOException {
    return authorize(Sshd.generate(directory.resolve(name), type, ""));
  }

  static Connection connection(int port, List<Path> keys) {
    return connection(port, keys, Optional.empty(), NO_BECOME);
  }

  static Connection connection(
      int port, List<Path> keys, Optional<String> password, Become become) {
    return new Connection(
        "web1",
        "127.0.0.1",
        Optional.of(port),
        Optional.of(Sshd.USER),
        password.map(Secret::new),
        keys,
        Duration.ofSeconds(20),
        true,
        false,
        become);
  }

  /** A host of which only the inventory name is known. */
  static Connection named(String name) {
    return new Connection(
        name,
        name,
        Optional.empty(),
        Optional.of(Sshd.USER),
        Optional.empty(),
        List.of(),
        LIMIT,
        true,
        false,
        NO_BECOME);
  }

  static RemoteScript script(String text) {
    return new RemoteScript("probe", text, "");
  }

  interface Action {
    void run() throws Exception;
  }

  /** The problem of an action that must fail. */
  static SshException refused(ProblemCode code, Action action) {
    SshException e = Assertions.catchThrowableOfType(SshException.class, action::run);
    Assertions.assertThat(e).isNotNull();
    Assertions.assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code);
    return e;
  }
}
