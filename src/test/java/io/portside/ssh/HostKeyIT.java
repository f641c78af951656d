package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Connection;
import io.portside.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void certificateOfATrustedAuthorityStandsForTheKey() throws Exception {
    Path authority = Sshd.generate(directory.resolve("ca"), "ecdsa", "");
    certify(authority, "-h", "-n", "other,127.0.0.*", "-V", "-1h:+1h");
    trust("@cert-authority 127.0.0.1,[127.0.0.1]:* ", authority);
    open(HostKeyChecking.STRICT, Scripted.silent());
    assertThat(Files.readAllLines(fixture.knownHosts())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-h -n web1.example.org -V -1h:+1h|not for 127.0.0.1 but for web1.example.org",
        "-h -n 127.0.0.1 -V 20200101:20210101|is valid from 2020-01-01",
        "-h -n 127.0.0.1 -V +2h:+3h|is valid from",
        "-h -n 127.0.0.1 -O critical:strange=yes|critical options",
        "-n 127.0.0.1 -V -1h:+1h|not a host's",
      })
  void certificateThatIsNotGoodIsRefusedEvenWithoutChecking(String options, String why)
      throws Exception {
    Path authority = Sshd.generate(directory.resolve("ca"), "ed25519", "");
    certify(authority, options.split(" ", -1));
    trust("@cert-authority * ", authority);
    SshException e = refused(ProblemCode.HOST_CERTIFICATE_INVALID, HostKeyChecking.OFF);
    assertThat(e.problem().what()).contains(why);
    assertThat(e.problem().where()).isEqualTo(fixture.knownHosts() + ":1");
  }

  @Test
  void certificateOfSomebodyElseIsOnlyItsKey() throws Exception {
    certify(Sshd.generate(directory.resolve("ca"), "ed25519", ""), "-h", "-n", "127.0.0.1");
    trust("@cert-authority * ", Sshd.generate(directory.resolve("other"), "ed25519", ""));
    SshException e = refused(ProblemCode.HOST_KEY_UNKNOWN, HostKeyChecking.STRICT);
    assertThat(e.problem().what()).contains(fingerprint("ed25519"), "@cert-authority");
    open(HostKeyChecking.ACCEPT_NEW, Scripted.silent());
    assertThat(Files.readAllLines(fixture.knownHosts()))
        .element(1)
        .asString()
        .contains(" ssh-ed25519 AAAA");
  }

  @Test
  void certificateOfARevokedAuthorityIsRefused() throws Exception {
    Path authority = Sshd.generate(directory.resolve("ca"), "ed25519", "");
    certify(authority, "-h", "-n", "127.0.0.1");
    trust("@cert-authority * ", authority);
    trust("@revoked * ", authority);
    SshException e = refused(ProblemCode.HOST_KEY_REVOKED, HostKeyChecking.OFF);
    assertThat(e.problem().where()).isEqualTo(fixture.knownHosts() + ":2");
  }

  @Test
  void nameWithoutItsPortVouchesForAKeyButNotAgainstOne() throws Exception {
    Files.writeString(
        fixture.knownHosts(), "127.0.0.1 " + Files.readString(directory.resolve("host_rsa.pub")));
    open(HostKeyChecking.STRICT, Scripted.silent());
    restartWithOtherKeys();
    SshException _ = refused(ProblemCode.HOST_KEY_UNKNOWN, HostKeyChecking.STRICT);
  }

  /** The server shows the certificate beside its ed25519 key. */
  private void certify(Path authority, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "web1"));
    command.addAll(List.of(options));
    command.add(directory.resolve("host_ed25519.pub").toString());
    String _ = Sshd.run(command);
    sshd = sshd.again("HostCertificate " + directory.resolve("host_ed25519-cert.pub"));
  }

  private void trust(String what, Path authority) throws Exception {
    Files.writeString(
        fixture.knownHosts(),
        what + Files.readString(Path.of(authority + ".pub")),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
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
