package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Become;
import io.portside.problem.ProblemCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialogue with sudo through a real sshd; sudo itself is a script that speaks its side. */
class SudoIT {
  private static final String PASSWORD = "Tr0ub4dor &3";

  @TempDir Path directory;

  private Path bin;
  private Sshd sshd;
  private Connector connector;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    Fixture fixture = new Fixture(directory);
    bin = Files.createDirectory(directory.resolve("bin"));
    try (InputStream in = Objects.requireNonNull(SudoIT.class.getResourceAsStream("sudo.sh"))) {
      Files.write(bin.resolve("sudo"), in.readAllBytes());
    }
    Path _ =
        Files.setPosixFilePermissions(
            bin.resolve("sudo"), PosixFilePermissions.fromString("rwx------"));
    key = fixture.key("user", "ed25519");
    sshd = Sshd.start(directory, List.of("ed25519"), "SetEnv PATH=" + bin + ":/usr/bin:/bin");
    connector = new Connector(fixture.settings(HostKeyChecking.ACCEPT_NEW), Scripted.silent());
  }

  @AfterEach
  void stop() {
    connector.close();
    sshd.close();
  }

  @ParameterizedTest
  @CsvSource({"open,''", "open,secret", PASSWORD + "," + PASSWORD})
  void scriptRunsBehindSudoWithOrWithoutPassword(String mode, String password) throws Exception {
    try (Session session = open(mode, password)) {
      Output output =
          session.run(
              new RemoteScript("probe", "printf %s \"$data\"; exit 5", "data"), Fixture.LIMIT);
      assertThat(output.exitStatus()).isEqualTo(5);
      assertThat(output.stdout()).isEqualTo("data");
      assertThat(output.stderr()).doesNotContain("portside-password");
      assertThat(session.execs()).isEqualTo(1);
    }
    assertThat(bin.resolve("user")).hasContent("operator");
  }

  @Test
  void passwordIsTypedOnceAndIsNeverInAnArgumentOrVariable() throws Exception {
    try (Session session = open(PASSWORD, PASSWORD)) {
      Output output =
          session.run(Fixture.script("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n'"), Fixture.LIMIT);
      assertThat(output.stdout()).contains("portside").doesNotContain(PASSWORD);
    }
    assertThat(bin.resolve("typed")).hasContent(PASSWORD);
    assertThat(Files.readString(bin.resolve("seen")))
        .contains("portside-password", "sshd")
        .doesNotContain(PASSWORD);
  }

  @Test
  void wrongPasswordIsTriedOnceAndNoScriptGoesToSudo() throws Exception {
    SshException e = refused(ProblemCode.SUDO_PASSWORD_WRONG, "other", "wrong");
    assertThat(e.started()).isFalse();
    assertThat(bin.resolve("typed")).hasContent("wrong");
  }

  @ParameterizedTest
  @CsvSource({
    "other,'',SUDO_PASSWORD_NEEDED,-K",
    "requiretty,'',SUDO_NOT_ALLOWED,requiretty",
    "requiretty,secret,SUDO_NOT_ALLOWED,requiretty",
    "outsider,'',SUDO_NOT_ALLOWED,sudoers",
    "outsider,secret,SUDO_NOT_ALLOWED,sudoers",
  })
  void refusalOfSudoIsTold(String mode, String password, ProblemCode code, String hint)
      throws Exception {
    SshException e = refused(code, mode, password);
    assertThat(e.started()).isFalse();
    assertThat(e.problem().hint()).contains(hint);
  }

  @Test
  void hostWithoutSudoIsTold() throws Exception {
    // Were the machine's own sudo found next, this would be about that one.
    int port = sshd.port();
    sshd.close();
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("sh", "cat")) {
      Path _ = Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin", tool));
    }
    sshd = Sshd.start(directory, List.of("rsa"), port, "SetEnv PATH=" + tools);
    connector.close();
    connector =
        new Connector(
            new Fixture(directory).settings(HostKeyChecking.ACCEPT_NEW), Scripted.silent());
    SshException e = refused(ProblemCode.SUDO_MISSING, "open", "");
    assertThat(e.started()).isFalse();
  }

  @Test
  void timeLimitEndsWhatSudoStarted() throws Exception {
    Path pid = directory.resolve("pid");
    try (Session session = open(PASSWORD, PASSWORD)) {
      SshException e =
          Fixture.refused(
              ProblemCode.COMMAND_TIMEOUT,
              () ->
                  session.run(
                      Fixture.script("echo $$ >" + pid + "\nsleep 600"), Duration.ofSeconds(4)));
      assertThat(e.started()).isTrue();
    }
    long process = Long.parseLong(Files.readString(pid).strip());
    Awaitility.await().until(() -> ProcessHandle.of(process).isEmpty());
  }

  @Test
  void sudoThatWantsATerminalGetsOneAtTheSecondTryAndFromThenOn() throws Exception {
    try (Session session = open("terminal", "terminal")) {
      Output output = session.run(Fixture.script("echo here"), Fixture.LIMIT);
      assertThat(output.stdout()).isEqualTo("here\n");
      assertThat(session.execs()).isEqualTo(2);
      Output _ = session.run(Fixture.script("true"), Fixture.LIMIT);
      assertThat(session.execs()).isEqualTo(3);
    }
    assertThat(bin.resolve("typed")).hasContent("terminal\nterminal");
  }

  @Test
  void anotherProgramIsCalledWithItsFlags() throws Exception {
    Path other = Files.writeString(bin.resolve("othersudo"), Files.readString(bin.resolve("sudo")));
    Path _ =
        Files.setPosixFilePermissions(
            Files.move(other, bin.resolve("su-do")), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(bin.resolve("sudo"), "exit 7\n");
    Files.writeString(bin.resolve("mode"), "open");
    Become become =
        new Become(
            Optional.of(true),
            "sudo",
            "operator",
            Optional.empty(),
            Optional.of(bin.resolve("su-do").toString()),
            Optional.of(List.of("-E", "-g", "docker")));
    try (Session session =
        connector.open(Fixture.connection(sshd.port(), List.of(key), Optional.empty(), become))) {
      assertThat(session.run(Fixture.script("exit 5"), Fixture.LIMIT).exitStatus()).isEqualTo(5);
    }
    assertThat(bin.resolve("user")).hasContent("operator");
  }

  private Session open(String mode, String password) throws Exception {
    Files.writeString(bin.resolve("mode"), mode);
    Optional<String> given = Optional.of(password).filter(word -> !word.isEmpty());
    return connector.open(
        Fixture.connection(
            sshd.port(),
            List.of(key),
            Optional.empty(),
            Fixture.become(Optional.of(true), "operator", given)));
  }

  private SshException refused(ProblemCode code, String mode, String password) throws Exception {
    try (Session session = open(mode, password)) {
      return Fixture.refused(code, () -> session.run(Fixture.script("true"), Fixture.LIMIT));
    }
  }
}
