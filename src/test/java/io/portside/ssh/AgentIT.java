package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portside.inventory.Connection;
import io.portside.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins with keys that an agent has, at a real sshd that takes three tries. */
class AgentIT {
  @TempDir Path directory;

  private Fixture fixture;
  private Sshd sshd;
  private RealAgent agent;

  @BeforeEach
  void start() throws Exception {
    fixture = new Fixture(directory);
    Path _ = Files.createFile(directory.resolve("authorized_keys"));
    sshd = Sshd.start(directory, List.of("ed25519"), "MaxAuthTries 3");
    agent = RealAgent.start(directory.resolve("agent"));
  }

  @AfterEach
  void stop() {
    agent.close();
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void agentSignsForAKeyThatIsEncryptedInItsFile(String type) throws Exception {
    Path key = inAgentOnly("key", type);
    logIn(agent.socket(), List.of());
    logIn(agent.socket(), List.of(key));
    logIn(agent.socket(), List.of(Path.of(key + ".pub")));
  }

  @Test
  void keyThatIsNamedComesFirstHoweverManyTheAgentHas() throws Exception {
    fillAgent();
    Path key = inAgentOnly("key", "ed25519");
    assertThatThrownBy(() -> logIn(agent.socket(), List.of()))
        .hasMessageContaining("Too many authentication failures");
    logIn(agent.socket(), List.of(key));
    logInByConfig("IdentityFile " + key);
    logInByConfig("IdentityFile " + key + ".pub\nIdentitiesOnly yes");
    Path file = fixture.authorize(Sshd.generate(directory.resolve("file"), "rsa", ""));
    logInByConfig("IdentityFile " + file + "\nIdentitiesOnly yes");
    logInByConfig("IdentityAgent none\nIdentityFile " + file);
  }

  @Test
  void keyWhosePrivatePartIsNowhereSaysSo() throws Exception {
    Path key = Sshd.generate(directory.resolve("key"), "ed25519", "");
    SshException e =
        Fixture.refused(
            ProblemCode.KEY_UNUSABLE, () -> logIn(agent.socket(), List.of(Path.of(key + ".pub"))));
    assertThat(e.problem().hint()).contains("ssh-add");
  }

  /** The agent of the test speaks for the token; sshd checks signature, counter and touch. */
  @ParameterizedTest
  @ValueSource(strings = {"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"})
  void securityKeySignsThroughTheAgent(String type) throws Exception {
    Path socket = directory.resolve("token");
    try (TokenAgent token = TokenAgent.start(socket, type)) {
      Files.writeString(directory.resolve("authorized_keys"), token.authorizedKey() + "\n");
      logIn(socket, List.of());
      Path named = Files.writeString(directory.resolve("id_sk.pub"), token.authorizedKey() + "\n");
      logIn(socket, List.of(named));
      assertThat(token.signatures()).isEqualTo(2);
    }
  }

  private Path inAgentOnly(String name, String type) throws Exception {
    Path key = fixture.key(name, type);
    agent.add(key);
    String _ =
        Sshd.run(List.of("ssh-keygen", "-q", "-p", "-P", "", "-N", "words", "-f", key.toString()));
    return key;
  }

  private void fillAgent() throws Exception {
    for (int i = 0; i < 4; i++) {
      agent.add(Sshd.generate(directory.resolve("other" + i), "ed25519", ""));
    }
  }

  private void logIn(Path socket, List<Path> keys) throws Exception {
    SshSettings settings = fixture.settings(HostKeyChecking.ACCEPT_NEW, Optional.of(socket));
    logIn(settings, Fixture.connection(sshd.port(), keys));
  }

  private void logInByConfig(String lines) throws Exception {
    Path config =
        Files.write(
            directory.resolve("config"),
            List.of("Host *", "Hostname 127.0.0.1", "Port " + sshd.port(), lines));
    logIn(
        new SshSettings(
            List.of(fixture.knownHosts()),
            HostKeyChecking.ACCEPT_NEW,
            Optional.of(config),
            directory.resolve("ssh"),
            Optional.of(agent.socket()),
            0),
        Fixture.named("web1"));
  }

  private static void logIn(SshSettings settings, Connection connection) throws Exception {
    try (Connector connector = new Connector(settings, Scripted.silent());
        Session session = connector.open(connection)) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
  }
}
