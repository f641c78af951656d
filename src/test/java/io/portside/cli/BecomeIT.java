package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Becoming root by the real sudo, doas and su of a real host, whatever their configuration. */
@TestInstance(Lifecycle.PER_CLASS)
class BecomeIT {
  private static final String ROOT_PASSWORD = "Correct-Horse 7";
  private static final Path DOAS = Path.of("/usr/bin/doas");

  private final Lab lab =
      Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, System.err::println);
  private final Inside host = new Inside(lab.hosts().getFirst());

  @TempDir Path directory;

  @BeforeAll
  void installDoas() throws IOException {
    assertThat(DOAS).as("doas, from the package opendoas, to be copied to the host").exists();
    host.write("/tmp/doas", Base64.getEncoder().encodeToString(Files.readAllBytes(DOAS)));
    host.sh("base64 -d /tmp/doas >/usr/bin/doas && rm /tmp/doas");
    host.write("/etc/pam.d/doas", "@include common-auth\n@include common-account\n");
    host.write("/etc/doas.conf", "permit nosudo\npermit nopass ops\n");
    host.sh("chown root: /usr/bin/doas && chmod 4755 /usr/bin/doas && chmod 600 /etc/doas.conf");
    host.sh("echo 'root:" + ROOT_PASSWORD + "' | chpasswd");
  }

  @AfterEach
  void usualSudoers() {
    host.sh(
        "rm -f /etc/sudoers.d/zz && cp -p /etc/pam.d/su.orig /etc/pam.d/su 2>/dev/null || true");
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void rollsOutBySuAndBackByDoasWithTheirPasswords() throws Exception {
    Portside apply = as("nosudo", "su", ROOT_PASSWORD, "apply");
    assertThat(apply.outcome(name())).as(apply.toString()).isEqualTo("changed");
    assertThat(host.listens(2375)).isTrue();
    Portside revert = as("nosudo", "doas", "nosudo", "revert");
    assertThat(revert.outcome(name())).as(revert.toString()).isEqualTo("changed");
    assertThat(host.listens(2375)).isFalse();
    assertThat(apply.toString() + revert).doesNotContain(ROOT_PASSWORD);
  }

  @Test
  void doasAsksNothingWhereNoPasswordIsNeeded() throws Exception {
    letsIn(as("ops", "doas", "", "check"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requiretty",
        "use_pty",
        "requiretty, use_pty",
        "lecture=always",
        "secure_path=/usr/bin\\:/bin",
        "passprompt=Kennwort, !passprompt_override",
      })
  void sudoLetsInHoweverItIsConfigured(String defaults) throws Exception {
    host.write("/etc/sudoers.d/zz", "Defaults " + defaults + "\n");
    letsIn(as("dev", "sudo", "dev", "check"));
    letsIn(as("ops", "sudo", "", "check"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"su nosudo", "doas nosudo", "sudo dev"})
  void aWrongPasswordIsTriedOnce(String methodAndUser) throws Exception {
    String method = methodAndUser.split(" ", -1)[0];
    String since = host.sh("date +%s");
    host.write("/etc/sudoers.d/zz", "Defaults requiretty\n");
    refuses("sudo-password-wrong", as(methodAndUser.split(" ", -1)[1], method, "wrong", "check"));
    assertThat(host.sh("journalctl --sync; journalctl -o cat --since @" + since))
        .containsOnlyOnce("pam_unix(" + method + ":auth): authentication failure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"su", "doas", "sudo"})
  void aMissingPasswordIsTold(String method) throws Exception {
    refuses(
        "sudo-password-needed", as(method.equals("sudo") ? "dev" : "nosudo", method, "", "check"));
  }

  @Test
  void whoMayNotIsTold() throws Exception {
    refuses("sudo-not-allowed", as("dev", "doas", "dev", "check"));
    host.sh("cp -p /etc/pam.d/su /etc/pam.d/su.orig");
    host.sh("sed -i '1i auth requisite pam_wheel.so' /etc/pam.d/su");
    refuses("sudo-not-allowed", as("nosudo", "su", ROOT_PASSWORD, "check"));
    host.write("/etc/sudoers.d/zz", "Defaults requiretty\n");
    refuses("sudo-not-allowed", as("nosudo", "sudo", "nosudo", "check"));
  }

  private String name() {
    return host.host().address();
  }

  private void letsIn(Portside check) {
    assertThat(check.outcome(name())).as(check.toString()).isIn("planned", "ok");
  }

  private void refuses(String code, Portside check) {
    assertThat(check.problem(name()).path("code").asText()).as(check.toString()).isEqualTo(code);
  }

  private Portside as(String user, String method, String password, String command)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "-i", name() + ",", "-u", user));
    arguments.addAll(List.of("--private-key", lab.privateKey().toString(), "-o", "json", "-v"));
    arguments.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
    arguments.addAll(List.of("--ssh-config", "/dev/null", "--become-method", method));
    if (!password.isEmpty()) {
      Path file = Files.writeString(directory.resolve("password"), password + "\n");
      arguments.addAll(List.of("--become-password-file", file.toString()));
    }
    if (!command.equals("revert")) {
      arguments.addAll(List.of("-e", "portside_allow_open=true"));
    }
    return Portside.run(arguments.toArray(String[]::new));
  }
}
