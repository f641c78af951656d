package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that cannot be used: the message names where and what and the mend, and no host is
 * contacted. The host of the inventories is a socket that counts its callers.
 */
class BadInputTest {
  private final ServerSocket host = listen();
  private final AtomicInteger calls = new AtomicInteger();

  @TempDir Path directory;

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void countCalls() {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!host.isClosed()) {
                try (Socket caller = host.accept()) {
                  calls.addAndGet(caller.isConnected() ? 1 : 0);
                } catch (IOException e) {
                  return; // closed: the test is over
                }
              }
            });
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private String file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private String inventory(String more) throws IOException {
    return file(
        "hosts.yml",
        """
        all:
          hosts:
            web1:
              ansible_host: 127.0.0.1
              ansible_port: %d
              portside_allow_open: true
        %s
        """
            .formatted(host.getLocalPort(), more.indent(6)));
  }

  private Portside refused(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--host-key-checking", "strict", "--known-hosts", "/dev/null"));
    all.addAll(List.of("--ssh-config", "/dev/null"));
    Portside portside = Portside.run(all.toArray(String[]::new));
    assertThat(portside.code()).as(portside.toString()).isEqualTo(code);
    assertThat(portside.out()).isEmpty();
    assertThat(calls).hasValue(0);
    return portside;
  }

  @Test
  void theHostOfTheseTestsCountsCalls() throws Exception {
    Portside good =
        Portside.run(
            "check",
            "-i",
            inventory(""),
            "--known-hosts",
            "/dev/null",
            "--ssh-config",
            "/dev/null",
            "--connect-timeout",
            "2");
    assertThat(good.code()).as(good.toString()).isEqualTo(4);
    assertThat(calls).hasPositiveValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply", "check", "revert"})
  void anUnknownOption(String command) throws Exception {
    Portside portside = refused(64, command, "-i", inventory(""), "--batch", "1");
    assertThat(portside.err())
        .contains("--batch", "--batches", "see portside " + command + " --help");
  }

  @Test
  void anUnknownCommand() {
    Portside portside = Portside.run("aply");
    assertThat(portside.code()).isEqualTo(64);
    assertThat(portside.err()).contains("aply", "apply");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--batches=one",
        "--max-fail=many",
        "--max-fail=-1",
        "--max-fail=200%",
        "--forks=0",
        "--timeout=0",
        "--private-key=/gone/key",
        "--become-method=sodu"
      })
  void anOptionsValueThatMakesNoSense(String option) throws Exception {
    for (String command : List.of("apply", "check")) {
      assertThat(refused(64, command, "-i", inventory(""), option).err())
          .contains(option.substring(0, option.indexOf('=')));
    }
  }

  @Test
  void aReportOfAnUnknownFormat() throws Exception {
    assertThat(refused(64, "apply", "-i", inventory(""), "--report", "report.pdf").err())
        .contains("report.pdf", ".json", "mend:");
  }

  @Test
  void aReportToResumeThatIsNone() throws Exception {
    String inventory = inventory("");

    assertThat(refused(64, "apply", "-i", inventory, "--resume", inventory).err())
        .contains("--resume", "not a report of Portside", "mend:")
        .doesNotContain("token", "Source");
  }

  @Test
  void aMissingKeyThatAVariableNames() throws Exception {
    String yaml = inventory("ansible_private_key_file: /gone/key");

    assertThat(refused(65, "apply", "-i", yaml).err())
        .contains("hosts.yml:7:7", "ansible_private_key_file", "/gone/key", "host web1");
  }

  @Test
  void aMissingInventory() {
    String missing = directory.resolve("no.yml").toString();
    assertThat(refused(65, "apply", "-i", missing).err())
        .contains("inventory-missing", missing, "mend:");
  }

  @Test
  void yamlThatIsNone() throws Exception {
    String yaml = file("bad.yml", "all:\n  hosts:\n    web1: {ansible_port: 22\n");
    assertThat(refused(65, "apply", "-i", yaml).err())
        .contains("inventory-syntax", "mend:")
        .containsPattern("bad\\.yml:[34]");
  }

  @Test
  void iniThatIsNone() throws Exception {
    String ini = file("bad.ini", "[web]\nweb1 ansible_host=127.0.0.1\n[web:childrens]\nweb2\n");
    assertThat(refused(65, "apply", "-i", ini).err())
        .contains("inventory-syntax", "bad.ini:3", "childrens", "mend:");
  }

  @Test
  void aVariableThatIsNoneOfPortsides() throws Exception {
    String yaml = inventory("portside_listn: [\"tcp://127.0.0.1:2375\"]");
    assertThat(refused(65, "apply", "-i", yaml).err())
        .contains("variable-unknown", "hosts.yml:7", "portside_listn", "portside_listen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999", "0", "-1", "docker"})
  void aPortThatIsNone(String port) throws Exception {
    String yaml = inventory("portside_listen: [\"tcp://127.0.0.1:" + port + "\"]");
    assertThat(refused(65, "apply", "-i", yaml).err())
        .contains("variable-invalid", "hosts.yml:7", "portside_listen", port, "mend:");
  }

  @Test
  void anSshPortThatIsNone() throws Exception {
    String yaml = file("port.yml", "all:\n  hosts:\n    web1:\n      ansible_port: 123456\n");
    assertThat(refused(65, "apply", "-i", yaml).err())
        .contains("port.yml:4", "ansible_port", "123456");
  }

  @Test
  void aPatternThatMatchesNothing() throws Exception {
    assertThat(refused(65, "apply", "wbe1", "-i", inventory("")).err())
        .contains("pattern-matches-nothing", "wbe1", "web1");
  }

  @Test
  void aTemplateThatWantsAVariableTheHostLacks() throws Exception {
    file("templates/daemon.json.ftl", "{\n  \"hosts\": [],\n  \"data\": \"${vars.color}\"\n}\n");
    String templates = directory.resolve("templates").toString();
    assertThat(refused(65, "apply", "-i", inventory(""), "--templates", templates).err())
        .contains("template-invalid", "daemon.json.ftl:3", "vars.color", "web1", "mend:");
  }

  @Test
  void aTemplateThatIsNone() throws Exception {
    file("templates/override.conf.ftl", "[Service]\n<#if x>\n");
    String templates = directory.resolve("templates").toString();
    assertThat(refused(65, "apply", "-i", inventory(""), "--templates", templates).err())
        .contains("template-invalid", "override.conf.ftl");
  }

  @Test
  void aNearMissOfAConnectionVariableIsAWarning() throws Exception {
    Portside portside =
        Portside.run("inventory", "-i", inventory("ansible_hots: 10.0.0.1\nansible_thing: 1"));

    assertThat(portside.code()).isZero();
    assertThat(portside.err())
        .contains("warning", "hosts.yml:7:7", "ansible_hots", "did you mean 'ansible_host'?")
        .doesNotContain("ansible_thing");
  }

  @Test
  void problemsOfSeveralFilesOptionsAndTemplatesComeInTheirOrder() throws Exception {
    file("group_vars/all.yml", "a: [\n");
    String ini = file("b.ini", "[web]\nweb1 stray\n[web:child]\ndb\n");
    String yaml = file("c.yml", "all:\n  hosts:\n  - web1\n");
    file("templates/override.conf.ftl", "[Service]\n<#if x>\n");
    String templates = directory.resolve("templates").toString();

    Portside portside =
        refused(65, "apply", "-i", yaml, "-i", ini, "-e", "{x: ]", "--templates", templates, "-f0");

    assertThat(portside.err().lines().filter(line -> line.startsWith("portside: ")))
        .extracting(line -> line.replace(directory + "/", "").replaceFirst("^portside: ", ""))
        .extracting(line -> line.substring(0, Math.min(34, line.length())))
        .containsExactly(
            "bad-option: --forks: 0 hosts at on",
            "inventory-syntax: -e:1:5: not vali",
            "inventory-syntax: b.ini:2:6: 'stra",
            "inventory-syntax: b.ini:3:1: a sec",
            "inventory-syntax: c.yml:3:3: 'host",
            "inventory-syntax: group_vars/all.y",
            "template-invalid: templates/overri");
    assertThat(portside.err())
        .contains(
            "  2 | web1 stray\n           ^\n",
            "  1 | {x: ]\n          ^\n",
            "did you mean 'children'?");
  }

  @Test
  void whatManyHostsShareIsToldOnce() throws Exception {
    String ini = file("many.ini", "[web]\nweb[01:50]\n");

    assertThat(refused(65, "apply", "-i", ini, "-e", "portside_listn=x").err().lines())
        .filteredOn(line -> line.startsWith("portside: "))
        .containsExactly(
            "portside: variable-unknown: -e: portside_listn is not a variable of Portside (50"
                + " hosts: web[01:50])");
  }

  @Test
  void allProblemsAreToldAtOnce() throws Exception {
    String yaml = inventory("portside_listn: x\nportside_tls: maybe");
    assertThat(refused(65, "apply", "-i", yaml).err()).contains("portside_listn", "portside_tls");
  }

  private static final String ALL_KINDS =
      """
      all:
        hosts:
          web1: {ansible_host: '{{ addres }}', portside_listen: ['tcp://{{ net }}:2375']}
          web2: {ansible_port: 70000}
          web3: {ansible_become_method: sodu}
          web4: {portside_listn: x}
          web5: {portside_tls: maybe}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"apply", "check", "revert"})
  void unresolvedReferencesDoNotHideWhatElseIsWrongWithTheHosts(String command) throws Exception {
    Portside portside = refused(65, command, "-i", file("hosts.yml", ALL_KINDS), "--forks=0");

    assertThat(portside.err().lines().filter(line -> line.startsWith("portside: ")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("--forks"),
            line -> assertThat(line).contains("'ansible_host' refers to 'addres'", "web1"),
            line -> assertThat(line).contains("'portside_listen' refers to 'net'", "web1"),
            line -> assertThat(line).contains("ansible_port is '70000'", "web2"),
            line -> assertThat(line).contains("ansible_become_method is 'sodu'", "web3"),
            line -> assertThat(line).contains("portside_listn", "web4"),
            line -> assertThat(line).contains("portside_tls", "web5"));
  }

  @Test
  void anUnknownNameIsToldAlsoWhereItsReferenceLeadsNowhere() throws Exception {
    String yaml = inventory("portside_listn: ['{{ gone }}']");

    assertThat(refused(65, "apply", "-i", yaml).err())
        .contains("'portside_listn' refers to 'gone'", "did you mean 'portside_listen'?");
  }

  @Test
  void aVaultedFileThatStaysClosedHidesNothingAndBringsNoFurtherComplaints() throws Exception {
    String yaml =
        file(
            "hosts.yml",
            """
            all:
              hosts:
                web1: {ansible_host: '{{ from_the_file }}', ansible_port: 70000}
                web2: {ansible_host: '{{ from_nowhere }}', portside_listn: x}
            """);
    Path sealed = Path.of("src/test/resources/vault/host_vars/db1.yml");
    file("host_vars/web1.yml", Files.readString(sealed));
    file("templates/daemon.json.ftl", "{\n  \"hosts\": [],\n  \"data\": \"${vars.color}\"\n}\n");
    String templates = directory.resolve("templates").toString();

    assertThat(
            refused(65, "apply", "-i", yaml, "--templates", templates)
                .err()
                .lines()
                .filter(line -> line.startsWith("portside: ")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("vault-password-missing", "host_vars/web1.yml"),
            line -> assertThat(line).contains("ansible_port is '70000'", "web1"),
            line -> assertThat(line).contains("refers to 'from_nowhere'", "web2"),
            line -> assertThat(line).contains("portside_listn", "web2"));
  }

  @Test
  void thePlainListTellsAllAtOnceToo() throws Exception {
    String yaml = file("hosts.yml", ALL_KINDS);

    assertThat(Portside.run("inventory", "-i", yaml).err())
        .contains("'ansible_host' refers to 'addres'", "ansible_port is '70000'")
        .doesNotContain("sodu");
  }

  @Test
  void fixTellsAnUnresolvedReferenceAndABadPortAtOnce() {
    assertThat(
            refused(
                    65,
                    "fix",
                    "web1",
                    "--check",
                    "-e",
                    "ansible_port=70000",
                    "-e",
                    "{portside_listen: ['{{ x }}'], portside_listn: 1}")
                .err())
        .contains("70000", "refers to 'x'", "portside_listn");
  }
}
