package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portside.inventory.Connection;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ssh configuration says of a connection, at a real sshd. */
@Timeout(60)
class RouteIT {
  @TempDir Path directory;

  private final List<Sshd> sshds = new ArrayList<>();
  private Path key;

  @BeforeEach
  void start() throws Exception {
    key = new Fixture(directory).key("user", "ed25519");
  }

  @AfterEach
  void stop() {
    sshds.forEach(Sshd::close);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KexAlgorithms diffie-hellman-group14-sha1 | Port 22                                     | no
          KexAlgorithms diffie-hellman-group14-sha1 | KexAlgorithms +diffie-hellman-group14-sha1  | yes
          KexAlgorithms ecdh-sha2-nistp256          | KexAlgorithms curve25519-sha256             | no
          Ciphers aes256-gcm@openssh.com            | Ciphers aes256-gcm@openssh.com,aes128-ctr   | yes
          Ciphers aes256-gcm@openssh.com            | Ciphers -aes256-gcm*                        | no
          MACs hmac-sha2-512                        | MACs hmac-sha2-512                          | yes
          HostKeyAlgorithms rsa-sha2-512            | HostKeyAlgorithms ^rsa-sha2-512             | yes
          HostKeyAlgorithms rsa-sha2-512            | HostKeyAlgorithms ssh-ed25519               | no
          HostKeyAlgorithms rsa-sha2-512            | PubkeyAcceptedAlgorithms ssh-ed25519        | yes
          PubkeyAuthentication yes                  | PubkeyAcceptedAlgorithms rsa-sha2-512       | no
          """)
  void algorithmsAreThoseOfTheConfiguration(String server, String client, String logsIn)
      throws Exception {
    // The first of two equal keywords counts.
    Sshd _ =
        sshd(
            List.of("ed25519", "rsa"),
            server,
            "Ciphers aes128-ctr",
            "MACs hmac-sha2-256,hmac-sha2-512");
    if (logsIn.equals("yes")) {
      open(HostKeyChecking.ACCEPT_NEW, client).close();
    } else {
      assertThatThrownBy(() -> open(HostKeyChecking.ACCEPT_NEW, client))
          .isInstanceOf(SshException.class);
    }
  }

  @Test
  void algorithmsOfWhichNoneIsKnownAreToldBeforeAnythingIsTried() throws Exception {
    Sshd _ = sshd(List.of("ed25519"));
    SshException unknown =
        Fixture.refused(
            ProblemCode.SSH_CONFIG_UNSUPPORTED,
            () -> open(HostKeyChecking.OFF, "Macs umac-64@openssh.com,umac-128@openssh.com"));
    assertThat(unknown.problem().toString()).contains("macs", "umac-64", "hmac-sha2-256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StrictHostKeyChecking accept-new | CONFIGURED | logs in, 0 questions
          StrictHostKeyChecking no         | CONFIGURED | logs in, 0 questions, warned
          StrictHostKeyChecking ask        | CONFIGURED | refused, 1 questions
          Port 22                          | CONFIGURED | refused, 1 questions
          StrictHostKeyChecking yes        | CONFIGURED | refused, 0 questions
          StrictHostKeyChecking no         | STRICT     | refused, 1 questions
          StrictHostKeyChecking yes        | ACCEPT_NEW | logs in, 0 questions
          """)
  void hostKeysAreCheckedAsTheConfigurationSaysUnlessTheOptionDoes(
      String configured, HostKeyChecking given, String expected) throws Exception {
    Sshd _ = sshd(List.of("ed25519"));
    Scripted asker = Scripted.saying(false);
    String came;
    try (Connector connector = connector(given, configured, asker)) {
      connector.open(web1()).close();
      came = "logs in";
    } catch (SshException e) {
      came = e.problem().code() == ProblemCode.HOST_KEY_UNKNOWN ? "refused" : e.toString();
    }
    boolean warned = asker.news.stream().anyMatch(news -> news.contains("is not checked"));
    assertThat(came + ", " + asker.questions.size() + " questions" + (warned ? ", warned" : ""))
        .isEqualTo(expected);
  }

  @Test
  void theConnectionItselfIsAsConfigured() throws Exception {
    Sshd sshd = sshd(List.of("ed25519"), "LogLevel VERBOSE");
    String more =
        "ConnectTimeout 7\n  ServerAliveInterval 5\n  ServerAliveCountMax 2\n"
            + "  BindAddress 127.0.0.9\n  Compression yes\n  AddressFamily inet";
    open(HostKeyChecking.ACCEPT_NEW, more).close();
    assertThat(sshd.log()).contains("from 127.0.0.9 port");
    SshSettings settings = settings(HostKeyChecking.OFF, more);
    Route route = new Routes(settings, new SshConfig(settings)).of(web1());
    assertThat(route.link())
        .isEqualTo(
            new Link(
                Optional.of(Duration.ofSeconds(7)),
                Optional.of(Duration.ofSeconds(5)),
                2,
                "inet",
                Optional.of("127.0.0.9")));
    assertThat(new Call(route, Optional.empty(), Optional.empty(), 0, Optional.empty()).limit())
        .hasSeconds(7);
    SshException family =
        Fixture.refused(
            ProblemCode.NAME_UNRESOLVED,
            () -> open(HostKeyChecking.ACCEPT_NEW, "AddressFamily inet6"));
    assertThat(family.problem().what()).contains("inet6");
  }

  private Sshd sshd(List<String> keyTypes, String... options) throws IOException {
    Sshd sshd = Sshd.start(directory, keyTypes, options);
    sshds.add(sshd);
    return sshd;
  }

  private Session open(HostKeyChecking checking, String more) throws Exception {
    try (Connector connector = connector(checking, more, Scripted.silent())) {
      return connector.open(web1());
    }
  }

  private Connector connector(HostKeyChecking checking, String more, Asker asker) throws Exception {
    return new Connector(settings(checking, more), asker);
  }

  private SshSettings settings(HostKeyChecking checking, String more) throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("config"),
            "Host web1\n  HostName 127.0.0.1\n  Port %d\n  IdentityFile %s\n  %s\n"
                .formatted(sshds.getLast().port(), key, more));
    return new SshSettings(
        List.of(directory.resolve("known_hosts")),
        checking,
        Optional.of(config),
        directory.resolve("ssh"),
        Optional.empty(),
        0);
  }

  private static Connection web1() {
    Connection named = Fixture.named("web1");
    return new Connection(
        named.host(),
        named.address(),
        named.port(),
        named.user(),
        named.password(),
        named.privateKeys(),
        Optional.empty(),
        true,
        false,
        named.become(),
        named.ssh());
  }
}
