package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.utility.MountableFile;

/**
 * The whole job on real hosts behind real bastions, by the ssh configuration alone: web2 lets only
 * web1 in and web3 only web2, each with another OpenSSH; and on a host that has Dropbear.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BastionIT {
  private static final String LOOPBACK = "{\"portside_listen\": [\"tcp://127.0.0.1:2375\"]}";
  private static final String ROOT_PASSWORD = "Correct-Horse 7";
  private static final Path DROPBEAR = Path.of("/usr/sbin/dropbear");
  private static final Path DROPBEARKEY = Path.of("/usr/bin/dropbearkey");
  private static final Pattern LIBRARY = Pattern.compile("(\\S+) => (/\\S+)");

  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.BULLSEYE, LabImage.FORKY),
          Lifetime.THROW_AWAY,
          System.err::println);
  private final Inside web1 = inside("web1");
  private final Inside web2 = inside("web2");
  private final Inside web3 = inside("web3");

  private Path directory;
  private Path config;
  private Path knownHosts;

  @BeforeAll
  void shutTheDoors(@TempDir Path own) throws Exception {
    directory = own;
    letsInOnly(web2, web1);
    letsInOnly(web3, web2);
    String dropbearsKey = startDropbear();
    knownHosts =
        Files.writeString(
            directory.resolve("known_hosts"),
            Files.readString(lab.knownHosts()) + "[%s]:2222 ".formatted(at(web1)) + dropbearsKey);
    config =
        Files.writeString(
            directory.resolve("config"),
            """
            Host web1
              HostName %1$s
            Host web2
              HostName %2$s
              ProxyJump web1
            Host web3
              HostName %3$s
              ProxyJump web1,web2
            Host dropbear
              HostName %1$s
              Port 2222
            Host web2-by-dropbear
              HostName %2$s
              ProxyJump dropbear
            Host *
              User ops
              IdentityFile %4$s
            """
                .formatted(at(web1), at(web2), at(web3), lab.privateKey()));
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void noHostBehindTheBastionIsReachedWithoutIt() {
    Portside check =
        run("check", at(web2) + "," + at(web3), "--ssh-config", "/dev/null", "-u", "ops");
    for (Inside host : List.of(web2, web3)) {
      assertThat(check.problem(at(host)).path("code").asText())
          .as(check.toString())
          .isEqualTo("connection-refused");
    }
  }

  /** The inventory knows the name only. */
  @Test
  void theApiIsWhereTheConfigurationSaysThatTheHostIs() {
    Portside check = run("check", "web1", "--allow-open");
    assertThat(check.host("web1").path("address").asText()).isEqualTo(at(web1));
    assertThat(check.host("web1").path("endpoints").path(0).asText())
        .as(check.toString())
        .isEqualTo("tcp://" + at(web1) + ":2375");
  }

  @Test
  void rollsOutToHostsBehindOneHopAndTwo() {
    String all = "web1,web2,web3";
    ends("planned", run("check", all, "-e", LOOPBACK), "web1", "web2", "web3");
    ends("changed", run("apply", all, "-e", LOOPBACK), "web1", "web2", "web3");
    ends("ok", run("check", all, "-e", LOOPBACK), "web1", "web2", "web3");
    for (Inside host : List.of(web1, web2, web3)) {
      assertThat(host.listens(2375)).as(host.name()).isTrue();
    }
    assertThat(logins(web2))
        .isNotEmpty()
        .allMatch(line -> line.contains(" from " + at(web1) + " port "));
    assertThat(logins(web3))
        .isNotEmpty()
        .allMatch(line -> line.contains(" from " + at(web2) + " port "));
  }

  @ParameterizedTest
  @CsvSource({
    "web1, web1",
    "web2, web2",
    "web3, web3",
    "dropbear, web1",
    "web2-by-dropbear, web2",
  })
  void theEngineIsAskedThroughTheHops(String name, String host) {
    Portside status = run("status", name, "-e", LOOPBACK);
    JsonNode told = status.host(name);
    assertThat(told.path("ssh").path("answers").asBoolean()).as(status.toString()).isTrue();
    assertThat(told.path("engine").path("via").asText()).isEqualTo("ssh");
    assertThat(told.path("engine").path("version").asText())
        .isEqualTo(inside(host).sh("docker version -f '{{.Server.Version}}'"));
  }

  @Test
  void severalHostsBehindTheBastionCostItOneLogin() {
    List<Inside> hosts = List.of(web1, web2, web3);
    List<Integer> before = hosts.stream().map(host -> logins(host).size()).toList();
    Portside check = run("check", "web2,web3", "-e", LOOPBACK);
    assertThat(List.of(check.outcome("web2"), check.outcome("web3")))
        .as(check.toString())
        .isSubsetOf("planned", "ok");
    List<Integer> since = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      since.add(logins(hosts.get(i)).size() - before.get(i));
    }
    assertThat(since).as("web2 is a host and a bastion").containsExactly(1, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2"})
  void theKeyOfABastionMustBeKnown(String name) throws IOException {
    Inside bastion = inside(name);
    List<String> others =
        Files.readAllLines(knownHosts).stream()
            .filter(line -> !line.startsWith(at(bastion) + " "))
            .toList();
    Path without = Files.write(directory.resolve("without-" + name), others);
    List<String> before = logins(bastion);
    Portside check = run("check", "web3", "--known-hosts", without.toString());
    JsonNode problem = check.problem("web3");
    assertThat(problem.path("code").asText()).as(check.toString()).isEqualTo("host-key-unknown");
    assertThat(problem.path("what").asText()).startsWith("jump host " + name + ": ");
    assertThat(logins(bastion)).isEqualTo(before);
  }

  @Test
  void rollsOutOverDropbear() {
    String other = LOOPBACK.replace("2375", "2377");
    ends("planned", run("check", "dropbear", "-e", other), "dropbear");
    ends("changed", run("apply", "dropbear", "-e", other), "dropbear");
    ends("ok", run("check", "dropbear", "-e", other), "dropbear");
    assertThat(web1.listens(2377)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"sudo, dev, dev", "su, nosudo, " + ROOT_PASSWORD})
  void becomesRootByPasswordOverDropbearOnATerminalWhereSuWantsOne(
      String method, String user, String password) throws IOException {
    web1.sh("echo 'root:" + ROOT_PASSWORD + "' | chpasswd");
    Path file = Files.writeString(directory.resolve(method), password + "\n");
    Portside check =
        run(
            "check",
            "dropbear",
            "-e",
            LOOPBACK,
            "-u",
            user,
            "--become-method",
            method,
            "--become-password-file",
            file.toString());
    assertThat(check.outcome("dropbear")).as(check.toString()).isIn("planned", "ok");
  }

  private Inside inside(String name) {
    return new Inside(lab.host(name));
  }

  private static String at(Inside host) {
    return host.host().address();
  }

  private static void letsInOnly(Inside host, Inside other) {
    host.sh(
        "iptables -A INPUT -p tcp --dport 22 ! -s %s -j REJECT --reject-with tcp-reset"
            .formatted(at(other)));
  }

  private Portside run(String command, String hosts, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-i", hosts + ",", "-o", "json"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--ssh-config")) {
      arguments.addAll(List.of("--ssh-config", config.toString()));
    }
    if (!arguments.contains("--known-hosts")) {
      arguments.addAll(List.of("--known-hosts", knownHosts.toString()));
    }
    return Portside.run(arguments.toArray(String[]::new));
  }

  private static void ends(String outcome, Portside run, String... hosts) {
    for (String host : hosts) {
      assertThat(run.outcome(host)).as(run.toString()).isEqualTo(outcome);
    }
  }

  /** What its sshd tells of those who got in so far. */
  private static List<String> logins(Inside host) {
    return host.sh("journalctl --sync; journalctl -o cat")
        .lines()
        .filter(line -> line.startsWith("Accepted publickey for ops "))
        .toList();
  }

  /** On web1, with this machine's program; its host key as a line of {@code dropbearkey}. */
  private String startDropbear() throws Exception {
    assertThat(List.of(DROPBEAR, DROPBEARKEY))
        .as("Dropbear, from the package dropbear-bin, to be copied to the host")
        .allMatch(Files::exists);
    for (Path program : List.of(DROPBEAR, DROPBEARKEY)) {
      copy(program, program.getFileName().toString());
      String needed =
          new String(
              new ProcessBuilder("ldd", program.toString()).start().getInputStream().readAllBytes(),
              UTF_8);
      for (var library : LIBRARY.matcher(needed).results().toList()) {
        if (!library.group(1).startsWith("libc.so")) {
          copy(Path.of(library.group(2)), library.group(1));
        }
      }
    }
    String said =
        web1.sh(
            "cd /opt/dropbear && export LD_LIBRARY_PATH=$PWD"
                + " && ./dropbearkey -t ed25519 -f key && $PWD/dropbear -p 2222 -r $PWD/key");
    return Arrays.stream(said.split("\n", -1))
        .filter(line -> line.startsWith("ssh-ed25519 "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(said));
  }

  private void copy(Path file, String name) throws IOException {
    web1.host()
        .copyFileToContainer(MountableFile.forHostPath(file.toRealPath()), "/opt/dropbear/" + name);
  }
}
