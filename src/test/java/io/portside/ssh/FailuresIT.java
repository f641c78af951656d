package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenSSH's own server refuses, and what is said of it. */
class FailuresIT {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "KexAlgorithms diffie-hellman-group1-sha1, key exchange, curve25519-sha256",
    "Ciphers 3des-cbc, cipher, aes128-ctr"
  })
  void bothSidesOffersAreToldWhereNoneIsInCommon(String option, String what, String ours)
      throws Exception {
    Problem problem = refused(ProblemCode.NO_COMMON_ALGORITHM, Optional.empty(), true, option);
    assertThat(problem.what())
        .contains("no " + what + " algorithm in common")
        .containsSubsequence("the host offers ", "Portside offers ", ours);
    String[] words = option.split(" ", -1);
    assertThat(problem.what()).contains("the host offers " + words[1] + "; Portside");
    assertThat(problem.hint()).contains(words[0]);
  }

  @Test
  void eachLoginThatWasTriedIsToldWithWhatBecameOfIt() throws Exception {
    Problem problem =
        refused(
            ProblemCode.LOGIN_REJECTED,
            Optional.empty(),
            false,
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no");
    assertThat(problem.what())
        .contains("stranger (ssh-ed25519 SHA256:", "): not accepted; it accepts publickey");
  }

  @Test
  void methodsThatTheHostWantsBesideTheKeyAreTold() throws Exception {
    Problem problem =
        refused(
            ProblemCode.LOGIN_REJECTED,
            Optional.empty(),
            true,
            "AuthenticationMethods publickey,password");
    assertThat(problem.what())
        .contains("): accepted, but the host wants more than that; it accepts password");
  }

  @Test
  void tooManyKeysEndInTheHostsOwnWords() throws Exception {
    Problem problem =
        refused(ProblemCode.LOGIN_REJECTED, Optional.empty(), false, "MaxAuthTries 1");
    assertThat(problem.what())
        .contains("stranger (ssh-ed25519", "it said: Too many authentication failures");
  }

  @Test
  void agentThatIsNotThereIsTold() throws Exception {
    try (Sshd sshd = Sshd.start(directory, List.of("ed25519"));
        Connector connector = connector(Optional.of(directory.resolve("no-agent")))) {
      SshException e =
          Fixture.refused(
              ProblemCode.AGENT_ABSENT,
              () -> connector.open(Fixture.connection(sshd.port(), List.of())));
      assertThat(e.problem().what()).contains(directory.resolve("no-agent").toString());
      assertThat(e.problem().hint()).contains("ssh-add", "IdentityAgent");
    }
  }

  @Test
  void channelThatIsRefusedIsTold() throws Exception {
    try (Sshd sshd = Sshd.start(directory, List.of("ed25519"), "MaxSessions 0");
        Connector connector = connector(Optional.empty());
        Session session = connector.open(Fixture.connection(sshd.port(), List.of(known())))) {
      SshException e =
          Fixture.refused(
              ProblemCode.CHANNEL_REFUSED,
              () -> session.run(Fixture.script("exit 0"), Fixture.LIMIT));
      assertThat(e.started()).isFalse();
      assertThat(e.problem().what()).contains("it said: open failed");
      assertThat(e.problem().hint()).contains("MaxSessions");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ForceCommand /bin/false",
    "ForceCommand echo no shell for you",
    "ForceCommand internal-sftp"
  })
  void shellThatRunsNothingIsTold(String option) throws Exception {
    try (Sshd sshd = Sshd.start(directory, List.of("ed25519"), option);
        Connector connector = connector(Optional.empty());
        Session session = connector.open(Fixture.connection(sshd.port(), List.of(known())))) {
      SshException e =
          Fixture.refused(
              ProblemCode.SHELL_UNUSABLE,
              () -> session.run(Fixture.script("exit 0"), Fixture.LIMIT));
      assertThat(e.started()).isFalse();
    }
  }

  @Test
  void wrongPassphraseIsInNoTrace() throws Exception {
    Path key = Sshd.generate(directory.resolve("locked"), "ed25519", "right-words");
    try (Sshd sshd = Sshd.start(directory, List.of("ed25519"));
        Connector connector =
            new Connector(
                new Fixture(directory).settings(HostKeyChecking.ACCEPT_NEW),
                Scripted.knowing("Pq5-passphrase-marker"))) {
      SshException e =
          Fixture.refused(
              ProblemCode.KEY_UNUSABLE,
              () -> connector.open(Fixture.connection(sshd.port(), List.of(key))));
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString() + e.problem()).doesNotContain("Pq5-passphrase-marker");
    }
  }

  private Path known() throws Exception {
    return new Fixture(directory).key("known", "ed25519");
  }

  private Connector connector(Optional<Path> agent) {
    return new Connector(
        new Fixture(directory).settings(HostKeyChecking.ACCEPT_NEW, agent), Scripted.silent());
  }

  private Problem refused(
      ProblemCode code, Optional<Path> agent, boolean authorized, String... options)
      throws Exception {
    Path key = authorized ? known() : Sshd.generate(directory.resolve("stranger"), "ed25519", "");
    try (Sshd sshd = Sshd.start(directory, List.of("ed25519"), options);
        Connector connector = connector(agent)) {
      return Fixture.refused(
              code, () -> connector.open(Fixture.connection(sshd.port(), List.of(key))))
          .problem();
    }
  }
}
