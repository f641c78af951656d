package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vaulted files on the command line; no test needs a host. */
class VaultOptionsTest {
  private static final Path FILES = Path.of("src/test/resources/vault");
  private static final String HOSTS = FILES.resolve("hosts").toString();
  private static final String SEALED = FILES.resolve("sealed-hosts.yml").toString();
  private static final String PASSWORD = FILES.resolve("password").toString();
  private static final String PROD = FILES.resolve("prod-password").toString();

  @TempDir Path directory;

  private String script(String name, String text) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
    Path _ = Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  private static Portside list(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "inventory";
    arguments[1] = "--list";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Portside.run(arguments);
  }

  @Test
  void aFilesTextIsThePassword() {
    Portside portside = list("-i", SEALED, "--vault-password-file", PASSWORD);

    assertThat(portside.code()).as(portside.toString()).isZero();
    assertThat(portside.out()).contains("sealed1");
  }

  @Test
  void whatAnExecutablePrintsIsThePassword() throws IOException {
    String script = script("vault", "echo noise >&2; cat " + Path.of(PASSWORD).toAbsolutePath());

    assertThat(list("-i", SEALED, "--vault-password-file", script).out()).contains("sealed1");
  }

  @Test
  void aClientScriptIsToldTheVaultId() throws IOException {
    String client =
        script(
            "my-client.sh",
            "[ \"$*\" = '--vault-id prod' ] && cat " + Path.of(PROD).toAbsolutePath());
    String sealed = FILES.resolve("sealed-hosts").toString();

    assertThat(list("-i", sealed, "--vault-id", "prod@" + client).out()).contains("sealed2");
  }

  @Test
  void severalPasswordsAreTried() {
    Portside portside =
        list("-i", SEALED, "--vault-password-file", PROD, "--vault-password-file", PASSWORD);

    assertThat(portside.out()).contains("sealed1");
  }

  @Test
  void listShowsVaultedFilesAsAnsibleDoesButNoVaultedValues() {
    Portside portside =
        list("-i", HOSTS, "--vault-password-file", PASSWORD, "--vault-password-file", PROD);

    assertThat(portside.code()).as(portside.toString()).isZero();
    assertThat(portside.out())
        .contains("$ANSIBLE_VAULT;1.2;AES256;prod", "\"list_secret\" : [ \"one\"", "plain")
        .doesNotContain("hunter2", "two words");
  }

  @Test
  void aSealedInventoryWithoutAPasswordNamesTheOption() {
    Portside portside = list("-i", SEALED);

    assertThat(portside.code()).isEqualTo(65);
    assertThat(portside.err()).contains("vault-password-missing", SEALED, "--vault-password-file");
  }

  @Test
  void aWrongPasswordIsOneProblem() {
    Portside portside = list("-i", SEALED, "--vault-password-file", PROD);

    assertThat(portside.code()).isEqualTo(65);
    assertThat(portside.err().lines().filter(line -> line.startsWith("portside:"))).hasSize(1);
    assertThat(portside.err()).contains("vault-password-wrong").doesNotContain("correct horse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "empty", "fails"})
  void aPasswordFileThatIsNoneIsAUsageError(String name) throws IOException {
    Files.writeString(directory.resolve("empty"), "\n");
    String fails = script("fails", "echo no key ring >&2; exit 3");
    Portside portside =
        list("-i", HOSTS, "--vault-password-file", directory.resolve(name).toString());

    assertThat(portside.code()).as(portside.toString()).isEqualTo(64);
    assertThat(portside.err()).contains("--vault-password-file", name);
    if (fails.endsWith("/" + name)) {
      assertThat(portside.err()).contains("status 3", "no key ring");
    }
  }

  @Test
  void withoutATerminalAskingNamesTheOption() {
    Portside portside = list("-i", HOSTS, "--ask-vault-pass");

    assertThat(portside.code()).isEqualTo(64);
    assertThat(portside.err()).contains("question-needs-terminal", "--vault-password-file");
  }

  @Test
  void renderNeedsNoPasswordForWhatItDoesNotShow() {
    Portside portside = Portside.run("render", "-i", HOSTS, "-l", "web1");

    assertThat(portside.code()).as(portside.toString()).isZero();
  }

  @Test
  void daemonOptionsHoldNothingFromAVault() throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts"), "web1\n");
    Path vars = Files.createDirectory(directory.resolve("group_vars")).resolve("all.yml");
    Files.writeString(
        vars,
        Files.readString(FILES.resolve("group_vars/all.yml"))
            + "portside_daemon_options: {log-opts: {token: 'x{{ ansible_password }}'}}\n");
    Portside portside =
        Portside.run("render", "-i", hosts.toString(), "--vault-password-file", PASSWORD);

    assertThat(portside.code()).isEqualTo(65);
    assertThat(portside.err())
        .contains("portside_daemon_options cannot be (secret)", "all.yml:26:1")
        .doesNotContain("hunter2");
  }

  @Test
  void templatesAreNotGivenSecrets() throws IOException {
    Path templates = Files.createDirectory(directory.resolve("templates"));
    Files.writeString(templates.resolve("override.conf.ftl"), "${vars.list_secret[0]}\n");
    Portside portside =
        Portside.run(
            "render",
            "-i",
            HOSTS,
            "-l",
            "db1",
            "--vault-password-file",
            PASSWORD,
            "--templates",
            templates.toString());

    assertThat(portside.code()).as(portside.toString()).isEqualTo(65);
    assertThat(portside.err()).contains("vars.list_secret is missing", "Ansible Vault");
  }
}
