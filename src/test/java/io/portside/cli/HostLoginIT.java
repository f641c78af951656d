package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in and becomes root, who does not, and what is said then. */
@TestInstance(Lifecycle.PER_CLASS)
class HostLoginIT {
  private final Lab lab =
      Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, System.err::println);
  private final Inside host = new Inside(lab.hosts().getFirst());

  @TempDir Path directory;

  @AfterAll
  void close() {
    lab.close();
  }

  private Portside as(String command, String user, String... more) {
    return as(command, user, lab.privateKey(), lab.knownHosts(), more);
  }

  private Portside as(String command, String user, Path key, Path knownHosts, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-i", host.host().address() + ","));
    arguments.addAll(List.of("-u", user, "--private-key", key.toString()));
    arguments.addAll(List.of("--known-hosts", knownHosts.toString(), "--ssh-config", "/dev/null"));
    arguments.addAll(List.of("-e", "portside_allow_open=true", "-o", "json"));
    arguments.addAll(List.of(more));
    return Portside.run(arguments.toArray(String[]::new));
  }

  private String name() {
    return host.host().address();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  // A key that no host has or lets in.
  private Path stranger() throws Exception {
    Path file = directory.resolve("stranger");
    assertThat(
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "" + file)
                .start()
                .waitFor())
        .isZero();
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "ops"})
  void letsRootAndSudoersWithoutPasswordIn(String user) {
    Portside check = as("check", user);
    assertThat(check.outcome(name())).as(check.toString()).isIn("planned", "ok");
  }

  @Test
  void letsASudoerWithAPasswordIn() throws Exception {
    Portside check =
        as("check", "dev", "--become-password-file", file("password", "dev\n").toString());
    assertThat(check.outcome(name())).as(check.toString()).isIn("planned", "ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "keyboard-interactive",
        "publickey,password",
        "publickey,keyboard-interactive",
      })
  void letsInByWhateverMethodsTheHostWants(String methods) throws Exception {
    loginMethods("AuthenticationMethods " + methods + "\nKbdInteractiveAuthentication yes\n");
    try {
      Portside check = as("check", "dev", "-e", "ansible_password=dev ansible_become_pass=dev");
      assertThat(check.outcome(name())).as(check.toString()).isIn("planned", "ok");
      String since = host.sh("date +%s");
      Portside wrong = as("check", "dev", "-e", "ansible_password=no");
      assertThat(wrong.problem(name()).path("code").asText()).isEqualTo("login-rejected");
      assertThat(host.sh("journalctl --sync; journalctl -t sshd -o cat --since @" + since))
          .containsOnlyOnce("pam_unix(sshd:auth): authentication failure");
    } finally {
      loginMethods("");
    }
  }

  private void loginMethods(String lines) {
    host.write("/etc/ssh/sshd_config.d/methods.conf", lines);
    host.restartSsh();
  }

  @Test
  void whatRootChangesASudoerTakesBack() {
    assertThat(as("apply", "root").outcome(name())).isIn("changed", "ok");
    Portside revert = as("revert", "ops");
    assertThat(revert.outcome(name())).as(revert.toString()).isEqualTo("changed");
  }

  @Test
  void theSudoPasswordIsNowhereToBeSeen() throws Exception {
    String password = "Gr8-Wall-0f-Chin4";
    host.sh("echo dev:" + password + " | chpasswd");
    ProcessWatch watch = ProcessWatch.start(host);
    Path report = directory.resolve("report.json");
    Portside apply =
        as(
            "apply",
            "dev",
            "--become-password-file",
            file("password", password).toString(),
            "-v",
            "-D",
            "--report",
            report.toString());
    String processes = watch.end();
    host.sh("echo dev:dev | chpasswd");

    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(processes).contains("sudo -H -S", "portside").doesNotContain(password);
    assertThat(apply.toString()).doesNotContain(password);
    assertThat(Files.readString(report)).doesNotContain(password);
    assertThat(host.is("grep -rqF " + password + " /var/lib/portside /var/log /run /tmp /etc"))
        .isFalse();
  }

  @Test
  void triesAWrongSudoPasswordOnce() throws Exception {
    String since = host.sh("date +%s");
    refuses(
        1,
        "failed",
        "sudo-password-wrong",
        () -> as("check", "dev", "--become-password-file", file("password", "no").toString()));
    assertThat(host.sh("journalctl --sync; journalctl -t sudo -o cat --since @" + since))
        .containsOnlyOnce("pam_unix(sudo:auth): authentication failure")
        .contains("1 incorrect password attempt");
  }

  @Test
  void saysThatSudoWantsAPassword() throws Exception {
    refuses(1, "failed", "sudo-password-needed", () -> as("apply", "dev"));
  }

  @Test
  void saysThatSudoIsNotAllowed() throws Exception {
    Path password = file("password", "nosudo");
    JsonNode problem =
        refuses(
            1,
            "failed",
            "sudo-not-allowed",
            () -> as("apply", "nosudo", "--become-password-file", password.toString()));
    assertThat(problem.path("what").asText()).contains("sudoers");
  }

  @Test
  void saysThatWithoutSudoTheLoginIsNotRoot() throws Exception {
    refuses(1, "refused", "not-root", () -> as("apply", "ops", "--no-become"));
  }

  @Test
  void saysThatTheLoginWasRejected() throws Exception {
    Path stranger = stranger();
    JsonNode problem =
        refuses(
            4,
            "unreachable",
            "login-rejected",
            () -> as("apply", "ops", stranger, lab.knownHosts()));
    assertThat(problem.path("what").asText()).contains("ops");
    assertThat(problem.path("hint").asText()).contains("ansible_user", "--private-key");
  }

  @Test
  void saysThatNothingAnswersOnThePort() throws Exception {
    JsonNode problem =
        refuses(
            4,
            "unreachable",
            "connection-refused",
            () -> as("apply", "ops", "-e", "ansible_port=2222"));
    assertThat(problem.path("what").asText()).contains(name(), "2222");
  }

  @Test
  void saysThatTheHostKeyHasChanged() throws Exception {
    String line = name() + " " + Files.readString(Path.of(stranger() + ".pub"));
    Path other = file("known_hosts", line);
    JsonNode problem =
        refuses(
            4,
            "unreachable",
            "host-key-changed",
            () -> as("apply", "ops", lab.privateKey(), other));
    assertThat(problem.path("what").asText()).contains("SHA256:");
    assertThat(problem.path("hint").asText()).contains("ssh-keygen -R");
    assertThat(other).hasContent(line);
  }

  @Test
  void saysThatTheHostKeyIsUnknown() throws Exception {
    Path empty = file("known_hosts", "");
    JsonNode problem =
        refuses(
            4,
            "unreachable",
            "host-key-unknown",
            () -> as("apply", "ops", lab.privateKey(), empty, "--host-key-checking", "strict"));
    assertThat(problem.path("hint").asText()).contains("--host-key-checking");
    assertThat(empty).isEmptyFile();
  }

  /** A run. */
  private interface Run {
    Portside go() throws Exception;
  }

  // Nothing was touched, and there is a cause and a mend.
  private JsonNode refuses(int code, String outcome, String problem, Run run) throws Exception {
    Inside.State before = host.state();
    Portside portside = run.go();
    assertThat(host.state()).isEqualTo(before);
    assertThat(portside.code()).as(portside.toString()).isEqualTo(code);
    assertThat(portside.outcome(name())).isEqualTo(outcome);
    JsonNode told = portside.problem(name());
    assertThat(told.path("code").asText()).as(portside.toString()).isEqualTo(problem);
    assertThat(told.path("what").asText()).isNotBlank();
    assertThat(told.path("hint").asText()).isNotBlank();
    assertThat(portside.err()).contains(problem, told.path("hint").asText());
    return told;
  }
}
