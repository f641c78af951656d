package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Connection;
import io.portside.inventory.SshOverrides;
import io.portside.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins with keys that ssh-keygen made, at a real sshd and with a real agent. */
class LoginIT {
  @TempDir Path directory;

  private Fixture fixture;
  private Sshd sshd;

  @BeforeEach
  void start() throws Exception {
    fixture = new Fixture(directory);
    Path _ = fixture.key("authorized", "ed25519");
    sshd = Sshd.start(directory, List.of("ed25519"), "MaxStartups 100");
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519,RFC4716,''",
    "ecdsa,RFC4716,''",
    "ecdsa,PEM,''",
    "rsa,RFC4716,''",
    "rsa,PEM,''",
    "rsa,PKCS8,''",
    "ed25519,RFC4716,words",
    "ecdsa,RFC4716,words",
    "rsa,PEM,words",
  })
  void keyFileOfAnyKindLogsIn(String type, String format, String passphrase) throws Exception {
    Path key =
        fixture.authorize(Sshd.generate(directory.resolve("key"), type, passphrase, "-m", format));
    Scripted asker = passphrase.isEmpty() ? Scripted.silent() : Scripted.knowing(passphrase);
    logIn(asker, Optional.empty(), List.of(key));
    assertThat(asker.questions).hasSize(passphrase.isEmpty() ? 0 : 1);
  }

  @Test
  void passphraseIsAskedOnceForManyHosts() throws Exception {
    Path key = fixture.authorize(Sshd.generate(directory.resolve("key"), "ed25519", "words"));
    Scripted asker = Scripted.knowing("words");
    try (Connector connector = connector(asker, Optional.empty());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> logins = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        logins.add(
            () -> {
              try (Session session =
                  connector.open(Fixture.connection(sshd.port(), List.of(key)))) {
                return session.execs();
              }
            });
      }
      for (Future<Integer> login : threads.invokeAll(logins)) {
        assertThat(login.get()).isZero();
      }
    }
    assertThat(asker.questions).singleElement().asString().contains(key.toString());
  }

  @Test
  void usualEncryptedKeyIsAskedForOnlyAfterTheOthersFailed() throws Exception {
    Path usual = Files.createDirectory(directory.resolve("ssh"));
    Path _ = Sshd.generate(usual.resolve("id_rsa"), "rsa", "");
    Path _ = fixture.authorize(Sshd.generate(usual.resolve("id_ed25519"), "ed25519", "words"));
    Scripted asker = Scripted.knowing("words");
    logIn(asker, Optional.empty(), List.of());
    assertThat(asker.questions).hasSize(1);
    try (Connector connector = connector(Scripted.silent(), Optional.empty())) {
      SshException e =
          Fixture.refused(
              ProblemCode.LOGIN_REJECTED,
              () -> connector.open(Fixture.connection(sshd.port(), List.of())));
      assertThat(e.problem().what())
          .contains("tried the key " + usual.resolve("id_rsa"))
          .contains("Not tried: " + usual.resolve("id_ed25519"));
    }
  }

  @Test
  void explicitKeyThatIsUnusableSaysWhy() throws Exception {
    Path encrypted = Sshd.generate(directory.resolve("encrypted"), "ed25519", "words");
    Path junk = Files.writeString(directory.resolve("junk"), "-----BEGIN NONSENSE-----\n");
    Path _ = Files.setPosixFilePermissions(junk, PosixFilePermissions.fromString("rw-------"));
    unusable(directory.resolve("missing"), Scripted.silent(), "no such");
    unusable(junk, Scripted.silent(), "cannot be read");
    unusable(encrypted, Scripted.silent(), "nobody can be asked");
    unusable(encrypted, Scripted.knowing("wrong"), "passphrase does not open");
  }

  @Test
  void rejectedLoginNamesWhatWasTried() throws Exception {
    Path key = Sshd.generate(directory.resolve("stranger"), "ed25519", "");
    try (Connector connector = connector(Scripted.silent(), Optional.empty())) {
      SshException e =
          Fixture.refused(
              ProblemCode.LOGIN_REJECTED,
              () ->
                  connector.open(
                      Fixture.connection(
                          sshd.port(),
                          List.of(key),
                          Optional.of("not-the-password"),
                          Fixture.NO_BECOME)));
      assertThat(e.started()).isFalse();
      assertThat(e.problem().what())
          .contains(Sshd.USER, key.toString(), "SHA256:", "the password", "publickey");
      assertThat(e.problem().toString()).doesNotContain("not-the-password");
    }
  }

  @Test
  void keyThatOthersMayReadIsNotUsedAsWithSsh() throws Exception {
    Path usual = Files.createDirectory(directory.resolve("ssh"));
    Path key = fixture.authorize(Sshd.generate(usual.resolve("id_ed25519"), "ed25519", ""));
    logIn(Scripted.silent(), Optional.empty(), List.of());
    Path _ = Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    unusable(key, Scripted.silent(), "rw-r--r--");
    try (Connector connector = connector(Scripted.silent(), Optional.empty())) {
      SshException e =
          Fixture.refused(
              ProblemCode.LOGIN_REJECTED,
              () -> connector.open(Fixture.connection(sshd.port(), List.of())));
      assertThat(e.problem().what()).contains("Not tried: " + key, "rw-r--r--");
    }
  }

  @Test
  void sshConfigurationFillsInWhatTheConnectionLeavesOpen() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("config"),
            """
            Include %s
            Host web1
              HostName 127.0.0.1
            """
                .formatted(
                    Files.writeString(
                        directory.resolve("included"),
                        "Host *\n  Port %d\n  IdentityFile %s\n"
                            .formatted(sshd.port(), directory.resolve("authorized")))));
    SshSettings settings =
        new SshSettings(
            List.of(fixture.knownHosts()),
            HostKeyChecking.ACCEPT_NEW,
            Optional.of(config),
            directory.resolve("ssh"),
            Optional.empty(),
            0);
    try (Connector connector = new Connector(settings, Scripted.silent());
        Session session = connector.open(Fixture.named("web1"))) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
    Files.writeString(config, "Nonsense yes\n");
    try (Connector connector = new Connector(settings, Scripted.silent())) {
      SshException e =
          Fixture.refused(
              ProblemCode.SSH_CONFIG_INVALID, () -> connector.open(Fixture.named("web1")));
      assertThat(e.problem().toString()).contains(config + ":1");
    }
  }

  @Test
  void sshArgumentsOfTheHostBeatTheConfiguration() throws Exception {
    Path key = fixture.key("user", "ed25519");
    Path usual = Files.createDirectories(directory.resolve("ssh")).resolve("config");
    Files.writeString(usual, "Host *\n  HostName 192.0.2.1\n");
    Path own = Files.writeString(directory.resolve("own"), "Host *\n  Port " + sshd.port() + "\n");
    Path known = directory.resolve("other_known_hosts");
    Connection plain = Fixture.named("web1");
    Connection connection =
        new Connection(
            "web1",
            "web1",
            Optional.empty(),
            plain.user(),
            Optional.empty(),
            List.of(key),
            plain.connectTimeout(),
            true,
            false,
            plain.become(),
            new SshOverrides(
                Optional.of(own),
                List.of("hostname=127.0.0.1", "userknownhostsfile=" + known),
                Optional.empty()));
    SshSettings usualSettings = fixture.settings(HostKeyChecking.ACCEPT_NEW);
    SshSettings settings =
        new SshSettings(
            List.of(),
            HostKeyChecking.ACCEPT_NEW,
            Optional.empty(),
            usualSettings.sshDirectory(),
            Optional.empty(),
            0);
    try (Connector connector = new Connector(settings, Scripted.silent());
        Session session = connector.open(connection)) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
    assertThat(known).content().contains("127.0.0.1");
  }

  private Connector connector(Asker asker, Optional<Path> agent) {
    return new Connector(fixture.settings(HostKeyChecking.ACCEPT_NEW, agent), asker);
  }

  private void logIn(Asker asker, Optional<Path> agent, List<Path> keys) throws Exception {
    try (Connector connector = connector(asker, agent);
        Session session = connector.open(Fixture.connection(sshd.port(), keys))) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
  }

  private void unusable(Path key, Asker asker, String why) {
    try (Connector connector = connector(asker, Optional.empty())) {
      SshException e =
          Fixture.refused(
              ProblemCode.KEY_UNUSABLE,
              () -> connector.open(Fixture.connection(sshd.port(), List.of(key))));
      assertThat(e.problem().where()).isEqualTo(key.toString());
      assertThat(e.problem().what()).contains(why);
      assertThat(e.problem().hint()).isNotEmpty();
    }
  }
}
