package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.inventory.Connection;
import io.portside.problem.ProblemCode;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by password, at MINA's own server: a real sshd would check the machine's accounts. */
class PasswordTest {
  @TempDir Path directory;

  private final AtomicInteger checked = new AtomicInteger();
  private SshServer server;

  @BeforeEach
  void start() throws Exception {
    Ed25519Registrar.register();
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey()));
    server.setPasswordAuthenticator(
        (_, password, _) -> {
          checked.incrementAndGet();
          return password.equals("words");
        });
    server.setKeyboardInteractiveAuthenticator(new DefaultKeyboardInteractiveAuthenticator());
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(true);
  }

  @ParameterizedTest
  @CsvSource({"password", "keyboard-interactive"})
  void passwordLogsIn(String method) throws Exception {
    offer(method);
    try (Connector connector = connector();
        Session session = connector.open(connection("words"))) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
    }
    assertThat(checked).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"password", "keyboard-interactive", "both"})
  void wrongPasswordIsTriedOnceSoThatNoAccountIsLocked(String method) throws Exception {
    offer(method);
    try (Connector connector = connector()) {
      SshException e =
          Fixture.refused(
              ProblemCode.LOGIN_REJECTED, () -> connector.open(connection("wrong-words")));
      assertThat(e.problem().what()).contains("tried the password");
      assertThat(e.problem().toString()).doesNotContain("wrong-words");
    }
    assertThat(checked).hasValue(1);
  }

  private void offer(String method) throws Exception {
    UserAuthFactory password = UserAuthPasswordFactory.INSTANCE;
    UserAuthFactory keyboard = UserAuthKeyboardInteractiveFactory.INSTANCE;
    server.setUserAuthFactories(
        switch (method) {
          case "password" -> List.of(password);
          case "keyboard-interactive" -> List.of(keyboard);
          default -> List.of(password, keyboard);
        });
    server.start();
  }

  private Connector connector() {
    return new Connector(
        new Fixture(directory).settings(HostKeyChecking.ACCEPT_NEW), Scripted.silent());
  }

  private Connection connection(String password) {
    return Fixture.connection(
        server.getPort(), List.of(), Optional.of(password), Fixture.NO_BECOME);
  }

  private static KeyPair hostKey() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }
}
