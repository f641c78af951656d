package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Connection;
import io.portside.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run, and all the ways in which they do not, at a real sshd. */
class CommandIT {
  @TempDir static Path directory;

  private static Sshd sshd;
  private static Connector connector;
  private static Path key;

  @BeforeAll
  static void start() throws Exception {
    Fixture fixture = new Fixture(directory);
    key = fixture.key("user", "ed25519");
    sshd = Sshd.start(directory, List.of("ed25519"));
    connector = new Connector(fixture.settings(HostKeyChecking.ACCEPT_NEW), Scripted.silent());
  }

  @AfterAll
  static void stop() {
    connector.close();
    sshd.close();
  }

  private static Session open() throws SshException {
    return connector.open(Fixture.connection(sshd.port(), List.of(key)));
  }

  @Test
  void scriptRunsWithItsDataAndItsOutputComesBackByteByByte() throws Exception {
    RemoteScript script =
        new RemoteScript(
            "probe",
            "printf %s \"$data\"\nprintf '\\033[1mGr\\303\\274n\\n' >&2\nexit 7",
            "ü'$(x)\nend");
    try (Session session = open()) {
      Output output = session.run(script, Fixture.LIMIT);
      assertThat(output.exitStatus()).isEqualTo(7);
      assertThat(
              new String(
                  output.stdout().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
          .isEqualTo("ü'$(x)\nend");
      assertThat(output.stderr()).isEqualTo("Grün");
      assertThat(session.execs()).isEqualTo(1);
      Output _ = session.run(script, Fixture.LIMIT);
      assertThat(session.execs()).isEqualTo(2);
    }
  }

  @Test
  void largeDataArrivesWhole() throws Exception {
    RemoteScript script =
        new RemoteScript("transaction", "printf %s \"$data\" | wc -c", "x".repeat(3_000_000));
    try (Session session = open()) {
      assertThat(session.run(script, Fixture.LIMIT).stdout().strip()).isEqualTo("3000000");
    }
  }

  @Test
  void tooMuchOutputStopsTheCommand() throws Exception {
    Path pid = directory.resolve("talker");
    try (Session session = open()) {
      SshException e =
          Fixture.refused(
              ProblemCode.OUTPUT_TOO_LARGE,
              () -> session.run(Fixture.script("echo $$ >" + pid + "\nyes"), Fixture.LIMIT));
      assertThat(e.started()).isTrue();
      awaitEnd(pid);
      assertThat(session.run(Fixture.script("echo next"), Fixture.LIMIT).stdout())
          .isEqualTo("next\n");
    }
  }

  @Test
  void muchOnStderrIsCutAndStopsNothing() throws Exception {
    String script = "head -c 200000 /dev/zero | tr '\\0' x >&2; echo done";
    try (Session session = open()) {
      Output output = session.run(Fixture.script(script), Fixture.LIMIT);
      assertThat(output.stdout()).isEqualTo("done\n");
      assertThat(output.stderr()).hasSize(64 << 10);
    }
  }

  @Test
  void timeLimitEndsTheCommandOnTheHost() throws Exception {
    Path pid = directory.resolve("sleeper");
    try (Session session = open()) {
      SshException e =
          Fixture.refused(
              ProblemCode.COMMAND_TIMEOUT,
              () ->
                  session.run(
                      Fixture.script("echo $$ >" + pid + "\nsleep 600 & wait"),
                      Duration.ofSeconds(4)));
      assertThat(e.started()).isTrue();
      awaitEnd(pid);
    }
  }

  @Test
  void linkThatIsLostInTheMiddleLeavesTheEndUnknown() throws Exception {
    Path begun = directory.resolve("begun");
    try (Session session = open()) {
      CompletableFuture<Void> drop =
          CompletableFuture.runAsync(
              () -> {
                Awaitility.await().until(() -> Files.exists(begun));
                sshd.dropSessions();
              });
      SshException e =
          Fixture.refused(
              ProblemCode.CONNECTION_LOST,
              () -> session.run(Fixture.script("touch " + begun + "\nsleep 600"), Fixture.LIMIT));
      assertThat(e.started()).isTrue();
      drop.join();
      assertThat(
              Fixture.refused(
                      ProblemCode.CONNECTION_LOST,
                      () -> session.run(Fixture.script("exit 0"), Fixture.LIMIT))
                  .started())
          .isFalse();
      Fixture.refused(
          ProblemCode.CONNECTION_LOST,
          () -> session.ask("/run/any", new byte[1], 1, Fixture.LIMIT));
    }
  }

  @Test
  void payloadThatArrivesCutDoesNothing() throws Exception {
    Path touched = directory.resolve("touched");
    RemoteScript whole = Fixture.script("touch " + touched + "\n: end");
    Process process = new ProcessBuilder("sh", "-c", whole.command()).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(whole.payload(), 0, whole.payload().length - 4);
    }
    assertThat(process.waitFor()).isEqualTo(RemoteScript.TRUNCATED);
    assertThat(touched).doesNotExist();
  }

  @Test
  void bootstrapsRefusalIsToldAsNotStarted() throws Exception {
    try (Session session = open()) {
      SshException cut =
          Fixture.refused(
              ProblemCode.TRANSFER_INCOMPLETE,
              () -> session.run(Fixture.script("exit 91"), Fixture.LIMIT));
      assertThat(cut.started()).isFalse();
      SshException tool =
          Fixture.refused(
              ProblemCode.SHA256SUM_MISSING,
              () -> session.run(Fixture.script("exit 92"), Fixture.LIMIT));
      assertThat(tool.started()).isFalse();
    }
  }

  @Test
  void localConnectionRunsTheSameScriptHere() throws Exception {
    Connection local =
        new Connection(
            "here",
            "localhost",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Fixture.LIMIT,
            true,
            true,
            Fixture.NO_BECOME);
    Path pid = directory.resolve("local");
    try (Session session = connector.open(local)) {
      assertThat(session.run(Fixture.script("printf %s \"$0\"; exit 3"), Fixture.LIMIT))
          .isEqualTo(new Output(3, "portside", ""));
      SshException e =
          Fixture.refused(
              ProblemCode.COMMAND_TIMEOUT,
              () ->
                  session.run(
                      Fixture.script("echo $$ >" + pid + "\nsleep 600"), Duration.ofSeconds(2)));
      assertThat(e.started()).isTrue();
      awaitEnd(pid);
    }
  }

  private static void awaitEnd(Path pidFile) throws Exception {
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    Awaitility.await().until(() -> ProcessHandle.of(pid).isEmpty());
  }
}
