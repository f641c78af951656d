package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.SshOverrides;
import io.portside.problem.ProblemCode;
import io.portside.ssh.config.LocalUser;
import io.portside.ssh.config.OpenSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who answers: Portside's reader or the installed client, here a script that logs its calls. */
class SshConfigTest {
  @TempDir private Path directory;
  private Path home;
  private Path program;
  private Path log;

  @BeforeEach
  void client() throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    Files.createDirectories(home.resolve(".ssh"));
    Files.createDirectories(directory.resolve("etc"));
    log = Files.writeString(directory.resolve("log"), "");
    program =
        script(
            """
            echo "$*" >> %s
            case "$*" in
              *"-F none"*) echo "kexalgorithms one,two" ;;
              *bad*) echo "/the/file line 7: Bad Match condition" >&2; exit 255 ;;
              *) printf 'user sshs\\nhostname of-ssh\\nport 99\\nkexalgorithms one,two\\nfoo bar\\n' ;;
            esac
            """
                .formatted(log));
  }

  @Test
  void plainConfigurationsStartNoProcess() throws Exception {
    user(
        "Include conf.d/*\nHost web1? !web13\n  Port 2201\nMatch host db* user ops\n  Port 2202\n");
    Files.createDirectories(home.resolve(".ssh/conf.d"));
    write(home.resolve(".ssh/conf.d/users"), "Host db*\n  User ops\n");
    SshConfig config = config(program);

    for (int i = 0; i < 1000; i++) {
      assertThat(about(config, "db" + i).first("port")).contains("2202");
    }
    assertThat(about(config, "web12").first("port")).contains("2201");
    assertThat(about(config, "web13").first("port")).contains("22");
    assertThat(calls()).isEmpty();
  }

  @Test
  void theSystemsFileComesAfterTheUsers() throws Exception {
    user("Host web1\n  Port 2201\n");
    write(directory.resolve("etc/ssh_config"), "Include more\nUser general\nPort 2299\n");
    write(directory.resolve("etc/more"), "ConnectTimeout 7\n");
    SshConfig config = config(program);

    assertThat(about(config, "web1").values())
        .containsEntry("port", List.of("2201"))
        .containsEntry("user", List.of("general"))
        .containsEntry("connecttimeout", List.of("7"));

    Path own = write(directory.resolve("own"), "ConnectTimeout 8\n");
    SshConfig.Entry only =
        config.about(
            "web1",
            Optional.empty(),
            Optional.empty(),
            new SshOverrides(Optional.of(own), List.of("port=2203"), Optional.empty()));
    assertThat(only.values())
        .containsEntry("port", List.of("2203"))
        .containsEntry("user", List.of(System.getProperty("user.name")))
        .containsEntry("connecttimeout", List.of("8"));
  }

  @Test
  void theClientIsAskedOnceWhereOnlyItCanJudge() throws Exception {
    user("Match host web* exec \"true\"\n  Port 2201\n");
    SshConfig config = config(program);

    assertThat(about(config, "db1").first("port")).contains("22");
    assertThat(calls()).isEmpty();
    assertThat(about(config, "web1").values())
        .isEqualTo(
            Map.of("user", List.of("sshs"), "hostname", List.of("of-ssh"), "port", List.of("99")));
    assertThat(about(config, "web1").first("port")).contains("99");
    assertThat(calls()).containsExactly("-G -- web1", "-G -F none -- localhost");
  }

  @Test
  void aWordOfTheClientIsLast() throws Exception {
    user("Host web1\n  FutureKeyword yes\n");
    SshConfig config = config(program);

    assertThat(about(config, "web1").first("port")).contains("99");
    for (String host : List.of("bad1", "bad2", "bad3")) {
      SshException e = Fixture.refused(ProblemCode.SSH_CONFIG_INVALID, () -> about(config, host));
      assertThat(e.problem().where()).isEqualTo(home + "/.ssh/config:2");
      assertThat(e.problem().what()).contains("bad configuration option: futurekeyword");
    }
    assertThat(calls()).filteredOn(call -> call.contains("bad")).containsExactly("-G -- bad1");
  }

  @Test
  void whatTheClientRefusesIsTold() throws Exception {
    user("Match exec true\n  Port 2201\n");

    SshException e =
        Fixture.refused(ProblemCode.SSH_CONFIG_INVALID, () -> about(config(program), "bad1"));

    assertThat(e.problem().where()).isEqualTo("/the/file:7");
    assertThat(e.problem().what()).endsWith("Bad Match condition");
  }

  @Test
  void listsChangeWhatTheClientHas() throws Exception {
    user(
        """
        Host a*
          KexAlgorithms +three,one
        Host b
          KexAlgorithms -t*
        Host c
          KexAlgorithms ^two
        """);
    SshConfig config = config(program);

    for (String host : List.of("a1", "a2", "a3")) {
      assertThat(about(config, host).first("kexalgorithms")).contains("one,two,three");
    }
    assertThat(about(config, "b").first("kexalgorithms")).contains("one");
    assertThat(about(config, "c").first("kexalgorithms")).contains("two,one");
    assertThat(about(config, "d").first("kexalgorithms")).isEmpty();
    assertThat(calls()).containsExactly("-G -F none -- localhost");
  }

  @Test
  void withoutAClientTheReaderJudges() throws Exception {
    user(
        """
        Match host web* exec "test %n = web1"
          Port 2201
        Host tagged
          Tag special
        Match tagged spec*
          Port 2202
        Match localnetwork 203.0.113.0/24,2001:db8::/32
          Port 2203
        Match localnetwork 203.0.113.0/24,127.0.0.0/8
          ConnectTimeout 9
        Host far
          CanonicalizeHostname yes
        """);
    SshConfig config = config(directory.resolve("no-such-program"));

    assertThat(about(config, "web1").first("port")).contains("2201");
    assertThat(about(config, "web2").first("port")).contains("22");
    assertThat(about(config, "web2").first("connecttimeout")).contains("9");
    assertThat(about(config, "tagged").first("port")).contains("2202");
    SshException e = Fixture.refused(ProblemCode.SSH_CONFIG_INVALID, () -> about(config, "far"));
    assertThat(e.problem().where()).isEqualTo(home + "/.ssh/config:12");
    user("Prot 22\n");
    Fixture.refused(
        ProblemCode.SSH_CONFIG_INVALID,
        () -> about(config(directory.resolve("no-such-program")), "web1"));
  }

  @Test
  void namesOfKeysAreWhole() throws Exception {
    user(
        """
        HostName %h.example
        IdentityFile ~/.ssh/%n-%h-%r-%p-%d
        IdentityFile ${KEYS}/key
        IdentityFile none
        CertificateFile /k/%L.%u-cert.pub
        IdentityAgent $AGENT
        HostKeyAlias Alias
        UserKnownHostsFile ~/.ssh/known_%k
        """);

    SshConfig.Entry entry =
        config(program).about("web1", Optional.of(2201), Optional.of("bob"), SshOverrides.NONE);

    assertThat(entry.all("identityfile"))
        .containsExactly(home + "/.ssh/web1-web1.example-bob-2201-" + home, "/keys/key", "none");
    assertThat(entry.first("certificatefile"))
        .contains("/k/box." + System.getProperty("user.name") + "-cert.pub");
    assertThat(entry.first("identityagent")).contains("/run/agent");
    assertThat(entry.first("userknownhostsfile")).contains(home + "/.ssh/known_alias");
  }

  private SshConfig config(Path client) {
    SshSettings settings =
        new SshSettings(
            List.of(),
            HostKeyChecking.STRICT,
            Optional.empty(),
            home.resolve(".ssh"),
            Optional.empty(),
            0);
    LocalUser user =
        new LocalUser(
            System.getProperty("user.name"),
            1000,
            "box.example",
            home,
            home.resolve(".ssh"),
            Optional.of(directory.resolve("etc")),
            Map.of("KEYS", "/keys", "AGENT", "/run/agent"));
    return new SshConfig(settings, user, new OpenSsh(client.toString()));
  }

  private static SshConfig.Entry about(SshConfig config, String host) throws SshException {
    return config.about(host, Optional.empty(), Optional.empty(), SshOverrides.NONE);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(log);
  }

  private void user(String text) throws IOException {
    write(home.resolve(".ssh/config"), text);
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private Path script(String text) throws IOException {
    Path script = directory.resolve("ssh");
    Files.writeString(script, "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
