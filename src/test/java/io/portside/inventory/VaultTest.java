package io.portside.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files below {@code vault} were made by ansible-vault 2.14. */
class VaultTest {
  private static final Path FILES = Path.of("src/test/resources/vault");
  private static final String HOSTS = FILES.resolve("hosts").toString();
  private static final Vault.Key PASSWORD = key("default", "correct horse battery staple");
  private static final Vault.Key PROD = key("prod", "ünïcode pass");
  private static final Vault BOTH = new Vault(List.of(PASSWORD, PROD));

  @TempDir Path directory;

  private static Vault.Key key(String id, String password) {
    return new Vault.Key(id, new Secret(password));
  }

  @Test
  void inlineValuesAreDecryptedWithThePasswordThatFits() {
    Connection connection = Connections.of(host("web1", BOTH), ConnectionDefaults.none());

    assertThat(connection.password().map(Secret::reveal)).contains("hunter2");
    assertThat(connection.become().password().map(Secret::reveal))
        .contains("two words, {{ no reference }}");
    assertThat(connection.user()).contains("ops");
  }

  @Test
  void wholeFilesOfVariablesAreDecrypted() {
    Connection connection = Connections.of(host("db1", BOTH), ConnectionDefaults.none());

    assertThat(connection.port()).contains(2222);
  }

  @ParameterizedTest
  @CsvSource({"sealed-hosts.yml,sealed1", "sealed-hosts,sealed2"})
  void wholeInventoriesAreDecrypted(String file, String host) {
    Inventory inventory = Inventory.load(List.of(FILES.resolve(file).toString()), Map.of(), BOTH);

    assertThat(inventory.match(List.of())).containsExactly(host);
  }

  @Test
  void filesOfExtraVariablesAreDecrypted() {
    Map<String, Value> vars = ExtraVars.parse(List.of("@" + FILES.resolve("extra.yml")), BOTH);

    assertThat(vars.get("extra_secret"))
        .satisfies(
            value -> {
              assertThat(value.node().textValue()).isEqualTo("from-extra");
              assertThat(value.secret()).isTrue();
              assertThat(value).hasToString("(secret)");
            });
  }

  @Test
  void aSecretMakesSecretsOfAllThatReferToIt() {
    Host host = host("web1", BOTH);

    assertThat(host.vars().get("ansible_user")).extracting(Value::secret).isEqualTo(true);
    assertThat(host.vars().get("motd")).extracting(Value::secret).isEqualTo(false);
    assertThat(host.toString()).doesNotContain("hunter2", "two words", "ops");
  }

  @Test
  void whatIsNotNeededTakesNoPassword() {
    Inventory inventory = Inventory.load(List.of(HOSTS), Map.of());

    assertThat(inventory.match(List.of("all"))).hasSize(3);
    assertThat(inventory.select(List.of("web1"), Needed.STATE).problems()).isEmpty();
    assertThat(InventoryJson.host(inventory, "web1").path("ansible_password").toString())
        .startsWith("{\"__ansible_vault\":\"$ANSIBLE_VAULT;1.1;AES256\\n");
  }

  @Test
  void aMissingPasswordIsToldOnceWithVariablePlaceAndOption() {
    Inventory inventory = Inventory.load(List.of(HOSTS), Map.of());

    assertThat(problems(() -> inventory.select(List.of("web1,web2"))))
        .extracting(Problem::toString)
        .containsExactly(
            FILES
                + "/group_vars/all.yml:2:1: the variable 'ansible_password' is encrypted with"
                + " Ansible Vault, and no vault password is given (2 hosts: web1, web2) — give it"
                + " with --vault-password-file FILE, or --ask-vault-pass at a terminal",
            FILES
                + "/group_vars/all.yml:9:1: the variable 'ansible_become_password' is encrypted"
                + " with Ansible Vault, and no vault password is given (2 hosts: web1, web2) —"
                + " give it with --vault-password-file FILE, or --ask-vault-pass at a terminal",
            FILES
                + "/group_vars/all.yml:17:1: the variable 'real_user' is encrypted with Ansible"
                + " Vault, and no vault password is given (2 hosts: web1, web2) — give it with"
                + " --vault-password-file FILE, or --ask-vault-pass at a terminal");
  }

  @Test
  void aMissingPasswordForAFileIsToldWhereItsHostIsNeeded() {
    Inventory inventory = Inventory.load(List.of(HOSTS), Map.of());

    assertThat(inventory.select(List.of("db1"), Needed.STATE).problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .startsWith(
            FILES + "/host_vars/db1.yml: the whole file is encrypted with Ansible Vault, and no");
  }

  @Test
  void aWrongPasswordIsTold() {
    Vault wrong = new Vault(List.of(key("default", "wrong"), key("prod", "also wrong")));
    Inventory inventory = Inventory.load(List.of(HOSTS), Map.of(), wrong);

    assertThat(problems(() -> inventory.select(List.of("web1"))).getFirst())
        .satisfies(
            problem -> {
              assertThat(problem.code().id()).isEqualTo("vault-password-wrong");
              assertThat(problem.what()).contains("none of the 2 vault passwords");
              assertThat(problem.toString()).doesNotContain("also");
            });
  }

  @Test
  void aSecretIsNotQuotedWhereItCannotBeUsed() {
    var secret =
        new Value(JsonNodeFactory.instance.textNode("topsecret/gone"), new Origin("f:1:1"), true);
    for (String name : ConnectionVariables.ALL) {
      Host host = new Host("web1", List.of(), Map.of(name, secret));
      InputException refused =
          catchThrowableOfType(
              InputException.class, () -> Connections.of(host, ConnectionDefaults.none()));
      if (refused != null) {
        assertThat(refused).hasMessageNotContaining("topsecret").hasMessageContaining(name);
      }
    }
    Host host = new Host("web1", List.of(), Map.of("ansible_ssh_args", secret));
    assertThat(problems(() -> Connections.of(host, ConnectionDefaults.none()))).hasSize(1);
  }

  @Test
  void aVaultedFileIsNotQuotedWhereSomethingIsWrongInIt() throws Exception {
    assumeTrue(ansibleIsInstalled());
    Path hosts = Files.writeString(directory.resolve("hosts"), "web1\n");
    Path vars = Files.createDirectory(directory.resolve("host_vars")).resolve("web1");
    Files.writeString(vars, "a: 1\nb: *topsecret\n");
    ansible("encrypt", "--vault-password-file", password(), vars.toString());
    Inventory inventory = Inventory.load(List.of(hosts.toString()), Map.of(), BOTH);

    assertThat(problems(() -> inventory.select(List.of())))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).isEqualTo(vars + ":2:4");
              assertThat(problem.toString()).doesNotContain("topsecret").contains("ansible-vault");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ANSIBLE_VAULT;1.1;AES256\n36643864346238",
        "$ANSIBLE_VAULT;1.0;AES256\n36",
        "$ANSIBLE_VAULT;1.1;AES\n36",
        "$ANSIBLE_VAULT;1.1;AES256\nzz",
        "$ANSIBLE_VAULT;1.1;AES256",
        "$ANSIBLE_VAULT",
        "$ANSIBLE_VAULT;1.1;AES256\n300a300a30",
      })
  void damagedTextIsTold(String text) {
    assertThat(problems(() -> BOTH.open(text, "f:1:1", "the variable 'x'")))
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .startsWith("f:1:1: the variable 'x' is no valid Ansible Vault text: ");
  }

  @Test
  void oneFlippedBitIsNoticed() throws IOException {
    String text = Files.readString(FILES.resolve("extra.yml"));
    String flipped = text.substring(0, text.length() - 2) + "1\n";

    assertThat(flipped).isNotEqualTo(text);
    assertThat(problems(() -> BOTH.open(flipped, "f", "the file")))
        .extracting(problem -> problem.code().id())
        .containsExactly("vault-password-wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "fifteen bytes..", "sixteen bytes...", "ä€𝄞\nline two\n"})
  void opensWhatTheInstalledAnsibleEncrypts(String plain) throws Exception {
    assumeTrue(ansibleIsInstalled());
    Path file = Files.writeString(directory.resolve("file"), plain);
    ansible("encrypt", "--vault-id", "blue@" + password(), file.toString());

    assertThat(Files.readString(file)).startsWith("$ANSIBLE_VAULT;1.2;AES256;blue\n");
    assertThat(BOTH.openText(Files.readString(file), "f", "the file")).isEqualTo(plain);
  }

  private String password() {
    return FILES.resolve("password").toAbsolutePath().toString();
  }

  private void ansible(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("ansible-vault"), Stream.of(arguments)).toList())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static boolean ansibleIsInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ansible-vault")));
  }

  private static Host host(String name, Vault vault) {
    return Inventory.load(List.of(HOSTS), Map.of(), vault).select(List.of(name)).getFirst();
  }

  private static List<Problem> problems(Runnable action) {
    return catchThrowableOfType(InputException.class, action::run).problems();
  }
}
