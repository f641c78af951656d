package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Become;
import io.portside.inventory.Secret;
import io.portside.problem.ProblemCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

/** Scripts on a terminal that a real sshd makes; su itself is a script that speaks its side. */
class TerminalIT {
  private static final String PASSWORD = "Tr0ub4dor &3";

  @TempDir Path directory;

  private Path bin;
  private Path key;
  private Sshd sshd;
  private Connector connector;

  @BeforeEach
  void start() throws Exception {
    Fixture fixture = new Fixture(directory);
    bin = Files.createDirectory(directory.resolve("bin"));
    try (InputStream in = Objects.requireNonNull(TerminalIT.class.getResourceAsStream("su.sh"))) {
      Files.write(bin.resolve("su"), in.readAllBytes());
    }
    Path _ =
        Files.setPosixFilePermissions(
            bin.resolve("su"), PosixFilePermissions.fromString("rwx------"));
    key = fixture.key("user", "ed25519");
    sshd = Sshd.start(directory, List.of("ed25519"), "SetEnv PATH=" + bin + ":/usr/bin:/bin");
    connector = new Connector(fixture.settings(HostKeyChecking.ACCEPT_NEW), Scripted.silent());
  }

  @AfterEach
  void stop() {
    connector.close();
    sshd.close();
  }

  /** Line ends, what a terminal takes for commands, and more than a line of it may have. */
  @Test
  void everyByteComesThroughBothWays() throws Exception {
    String bytes = "\003\004\021\023\177\032\b\t\r\fü€".repeat(2000) + "\r\n\n\003";
    try (Session session = open(1)) {
      Output output =
          session.run(
              new RemoteScript("probe", "echo warned >&2; printf %s \"$data\"; exit 5", bytes),
              Fixture.LIMIT);
      assertThat(output.exitStatus()).isEqualTo(5);
      byte[] utf8 = bytes.getBytes(StandardCharsets.UTF_8);
      assertThat(output.stdout()).isEqualTo(new String(utf8, StandardCharsets.ISO_8859_1));
      assertThat(output.stderr()).isEqualTo("warned");
      assertThat(session.execs()).isEqualTo(1);
    }
  }

  @Test
  void passwordIsTypedOnceWhateverTheQuestionAndIsNotEchoed() throws Exception {
    try (Session session = open(1)) {
      Output output = session.run(Fixture.script("tty >/dev/null && echo here"), Fixture.LIMIT);
      assertThat(output.stdout()).isEqualTo("here\n");
      assertThat(output.toString()).doesNotContain(PASSWORD);
    }
    assertThat(bin.resolve("typed")).hasContent(PASSWORD);
    assertThat(bin.resolve("user")).hasContent("operator");
  }

  @Test
  void anotherQuestionIsNotAnswered() throws Exception {
    try (Session session = open(3, "wrong")) {
      SshException e = refused(ProblemCode.SUDO_PASSWORD_WRONG, session);
      assertThat(e.problem().what()).contains("su", "once");
    }
    Awaitility.await().until(() -> Files.exists(bin.resolve("ended")));
    assertThat(bin.resolve("typed")).hasContent("wrong");
  }

  @Test
  void programThatEndsAfterTheAnswerHasItsWordsShown() throws Exception {
    try (Session session = open(1, "wrong")) {
      SshException e = refused(ProblemCode.SUDO_PASSWORD_WRONG, session);
      assertThat(e.problem().what()).contains("Λάθος.").doesNotContain("wrong");
    }
  }

  @Test
  void questionWithoutAnAnswerIsTold() throws Exception {
    try (Session session = open(1, "")) {
      SshException _ = refused(ProblemCode.SUDO_PASSWORD_NEEDED, session);
    }
    assertThat(bin.resolve("typed")).doesNotExist();
  }

  @Test
  void hostWithoutTerminalsIsTold() throws Exception {
    int port = sshd.port();
    sshd.close();
    sshd =
        Sshd.start(
            directory,
            List.of("ed25519"),
            port,
            "PermitTTY no",
            "SetEnv PATH=" + bin + ":/usr/bin:/bin");
    try (Session session = open(1)) {
      SshException _ = refused(ProblemCode.BECOME_UNSUPPORTED, session);
    }
  }

  @Test
  void timeLimitEndsWhatRanOnTheTerminal() throws Exception {
    Path pid = directory.resolve("pid");
    try (Session session = open(1)) {
      SshException e =
          Fixture.refused(
              ProblemCode.COMMAND_TIMEOUT,
              () ->
                  session.run(
                      Fixture.script("echo $$ >" + pid + "\nsleep 600"), Duration.ofSeconds(8)));
      assertThat(e.started()).isTrue();
    }
    long process = Long.parseLong(Files.readString(pid).strip());
    Awaitility.await().until(() -> ProcessHandle.of(process).isEmpty());
  }

  private SshException refused(ProblemCode code, Session session) {
    SshException e =
        Fixture.refused(code, () -> session.run(Fixture.script("true"), Fixture.LIMIT));
    assertThat(e.started()).isFalse();
    return e;
  }

  private Session open(int questions) throws Exception {
    return open(questions, PASSWORD);
  }

  private Session open(int questions, String password) throws Exception {
    Files.writeString(bin.resolve("mode"), questions + " " + PASSWORD + "\n");
    Become su =
        new Become(
            Optional.of(true),
            "su",
            "operator",
            Optional.of(password).filter(word -> !word.isEmpty()).map(Secret::new));
    return connector.open(Fixture.connection(sshd.port(), List.of(key), Optional.empty(), su));
  }
}
