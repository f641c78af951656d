package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Connection;
import io.portside.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host keys of a real sshd against known_hosts files that OpenSSH's own tools wrote. */
class HostKeyIT {
  @TempDir Path directory;

  private Fixture fixture;
  private Sshd sshd;
  private Connection connection;

  @BeforeEach
  void start() throws Exception {
    fixture = new Fixture(directory);
    Path key = fixture.key("user", "ed25519");
    sshd = Sshd.start(directory, List.of("ed25519", "rsa", "ecdsa"));
    connection = Fixture.connection(sshd.port(), List.of(key));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  @Test
  void unknownKeyIsRefusedWhereNobodyCanBeAsked() {
    SshException e = refused(ProblemCode.HOST_KEY_UNKNOWN, HostKeyChecking.STRICT);
    assertThat(e.started()).isFalse();
    assertThat(e.problem().what()).contains("SHA256:", fixture.knownHosts().toString());
    assertThat(e.problem().hint()).contains("ssh-keyscan", "accept-new");
    assertThat(fixture.knownHosts()).doesNotExist();
  }

  @Test
  void unknownKeyIsRecordedWhereTheUserTrustsIt() throws Exception {
    Scripted asker = Scripted.saying(true);
    open(HostKeyChecking.STRICT, asker);
    assertThat(asker.questions).singleElement().asString().contains(fingerprint("ed25519"));
    open(HostKeyChecking.STRICT, Scripted.silent());
  }

  @Test
  void unknownKeyIsRefusedWhereTheUserDoesNotTrustIt() throws Exception {
    try (Connector connector =
        new Connector(fixture.settings(HostKeyChecking.STRICT), Scripted.saying(false))) {
      SshException _ =
          Fixture.refused(ProblemCode.HOST_KEY_UNKNOWN, () -> connector.open(connection));
    }
    assertThat(fixture.knownHosts()).doesNotExist();
  }

  @Test
  void acceptNewRecordsTheKeyOnceAndThenChecksIt() throws Exception {
    Files.writeString(fixture.knownHosts(), "other ssh-ed25519 AAAA\n");
    open(HostKeyChecking.ACCEPT_NEW, Scripted.silent());
    open(HostKeyChecking.ACCEPT_NEW, Scripted.silent());
    assertThat(Files.readAllLines(fixture.knownHosts()))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("[127.0.0.1]:" + sshd.port() + " ssh-ed25519 ");
    restartWithOtherKeys();
    SshException e = refused(ProblemCode.HOST_KEY_CHANGED, HostKeyChecking.ACCEPT_NEW);
    assertThat(e.problem().where()).isEqualTo(fixture.knownHosts() + ":2");
  }

  @Test
  void changedKeyIsRefusedWithBothFingerprintsAndTheMend() throws Exception {
    record("rsa");
    String before = fingerprint("rsa");
    restartWithOtherKeys();
    SshException e = refused(ProblemCode.HOST_KEY_CHANGED, HostKeyChecking.STRICT);
    assertThat(e.problem().what()).contains(before, fingerprint("rsa"));
    assertThat(e.problem().where()).isEqualTo(fixture.knownHosts() + ":1");
    assertThat(e.problem().hint())
        .contains("ssh-keygen -R '[127.0.0.1]:" + sshd.port() + "' -f " + fixture.knownHosts());
  }

  @Test
  void hostThatIsKnownByItsRsaKeyOnlyIsAskedForThatOne() throws Exception {
    record("rsa");
    open(HostKeyChecking.STRICT, Scripted.silent());
  }

  @Test
  void hashedNameIsFound() throws Exception {
    record("ecdsa");
    String _ = Sshd.run(List.of("ssh-keygen", "-H", "-f", fixture.knownHosts().toString()));
    assertThat(Files.readString(fixture.knownHosts())).startsWith("|1|");
    open(HostKeyChecking.STRICT, Scripted.silent());
  }

  @Test
  void revokedKeyIsRefusedEvenWithoutChecking() throws Exception {
    record("ed25519");
    Files.writeString(fixture.knownHosts(), "@revoked " + Files.readString(fixture.knownHosts()));
    SshException _ = refused(ProblemCode.HOST_KEY_REVOKED, HostKeyChecking.OFF);
  }

  @Test
  void anyKeyWillDoWithoutChecking() throws Exception {
    record("ed25519");
    restartWithOtherKeys();
    open(HostKeyChecking.OFF, Scripted.silent());
  }

  private void restartWithOtherKeys() throws Exception {
    int port = sshd.port();
    sshd.close();
    sshd = Sshd.start(directory, List.of("ed25519", "rsa"), port);
  }

  private void record(String type) throws Exception {
    String key = Files.readString(directory.resolve("host_" + type + ".pub"));
    Files.writeString(fixture.knownHosts(), "[127.0.0.1]:" + sshd.port() + " " + key);
  }

  private String fingerprint(String type) throws Exception {
    String line =
        Sshd.run(List.of("ssh-keygen", "-lf", directory.resolve("host_" + type).toString()));
    return line.substring(line.indexOf("SHA256:")).replaceAll("\\s.*", "").strip();
  }

  private void open(HostKeyChecking checking, Asker asker) throws Exception {
    try (Connector connector = new Connector(fixture.settings(checking), asker);
        Session session = connector.open(connection)) {
      assertThat(session.run(Fixture.script("echo here"), Fixture.LIMIT).stdout())
          .isEqualTo("here\n");
    }
  }

  private SshException refused(ProblemCode code, HostKeyChecking checking) {
    try (Connector connector = new Connector(fixture.settings(checking), Scripted.silent())) {
      return Fixture.refused(code, () -> connector.open(connection));
    }
  }
}
