package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Logins at a real sshd that knows an authority and no keys. */
class UserCertificateIT {
  @TempDir Path directory;

  private Fixture fixture;
  private Path authority;
  private Sshd sshd;

  @BeforeEach
  void start() throws Exception {
    fixture = new Fixture(directory);
    authority = Sshd.generate(directory.resolve("ca"), "ed25519", "");
    sshd = Sshd.start(directory, List.of("ed25519"), "TrustedUserCAKeys " + authority + ".pub");
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void certificateBesideTheKeyLogsIn(String type) throws Exception {
    Path key = certified("key", type, "-1h:+1h");
    logIn(Optional.empty(), Fixture.connection(sshd.port(), List.of(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void certificateInTheAgentLogsIn(String type) throws Exception {
    try (RealAgent agent = RealAgent.start(directory.resolve("agent"))) {
      agent.add(certified("key", type, "-1h:+1h"));
      logIn(Optional.of(agent.socket()), Fixture.connection(sshd.port(), List.of()));
    }
  }

  @Test
  void certificateFileOfTheConfigurationIsForAnyKeyThatThereIs() throws Exception {
    Path key = certified("key", "rsa", "-1h:+1h");
    Path certificate = Files.move(Path.of(key + "-cert.pub"), directory.resolve("elsewhere.pub"));
    logIn(Optional.empty(), configured(certificate, "IdentityFile " + key));
    try (RealAgent agent = RealAgent.start(directory.resolve("agent"))) {
      agent.add(key);
      Files.delete(key);
      logIn(Optional.of(agent.socket()), configured(certificate, "IdentitiesOnly no"));
    }
  }

  @Test
  void encryptedKeyOfACertificateIsAskedForOnce() throws Exception {
    Path key = certified("key", "ed25519", "-1h:+1h");
    String _ =
        Sshd.run(List.of("ssh-keygen", "-q", "-p", "-P", "", "-N", "words", "-f", key.toString()));
    Scripted asker = Scripted.knowing("words");
    try (Connector connector = new Connector(settings(Optional.empty()), asker);
        Session session = connector.open(Fixture.connection(sshd.port(), List.of(key)))) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
    assertThat(asker.questions).hasSize(1);
  }

  @Test
  void certificateThatHasExpiredDoesNot() throws Exception {
    Path key = certified("key", "ed25519", "20200101:20210101");
    SshException _ =
        Fixture.refused(
            ProblemCode.LOGIN_REJECTED,
            () -> logIn(Optional.empty(), Fixture.connection(sshd.port(), List.of(key))));
  }

  private Path certified(String name, String type, String validity) throws Exception {
    Path key = Sshd.generate(directory.resolve(name), type, "");
    String _ =
        Sshd.run(
            List.of(
                "ssh-keygen",
                "-q",
                "-s",
                authority.toString(),
                "-I",
                "me",
                "-n",
                Sshd.USER,
                "-V",
                validity,
                key + ".pub"));
    return key;
  }

  private Connection configured(Path certificate, String line) throws Exception {
    Files.write(
        Files.createDirectories(directory.resolve("ssh")).resolve("config"),
        List.of(
            "Host web1",
            "Hostname 127.0.0.1",
            "Port " + sshd.port(),
            "CertificateFile " + certificate,
            line));
    return Fixture.named("web1");
  }

  private SshSettings settings(Optional<Path> agent) {
    return fixture.settings(HostKeyChecking.ACCEPT_NEW, agent);
  }

  private void logIn(Optional<Path> agent, Connection connection) throws Exception {
    try (Connector connector = new Connector(settings(agent), Scripted.silent());
        Session session = connector.open(connection)) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
  }
}
