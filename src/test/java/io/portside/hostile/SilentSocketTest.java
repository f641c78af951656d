package io.portside.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.inventory.Become;
import io.portside.inventory.Connection;
import io.portside.inventory.Secret;
import io.portside.problem.ProblemCode;
import io.portside.ssh.Asker;
import io.portside.ssh.Connector;
import io.portside.ssh.HostKeyChecking;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import io.portside.ssh.SshSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that wants new keys, gives a channel to its socket all the same, and says no more. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentSocketTest {
  @TempDir Path directory;

  @Test
  void theQuestionHasAnEndAllTheSame() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Connector connector = new Connector(settings(), Asker.NOBODY)) {
      Thread _ = Thread.startVirtualThread(() -> serve(server));
      try (Session session = connector.open(connection(server.getLocalPort()))) {
        SshException e = catchThrowableOfType(SshException.class, () -> ask(session));
        assertThat(e.problem().code()).isEqualTo(ProblemCode.COMMAND_TIMEOUT);
      }
    }
  }

  private static Optional<byte[]> ask(Session session) throws SshException {
    byte[] question = "GET /_ping\n".getBytes(StandardCharsets.US_ASCII);
    return session.ask("/run/docker.sock", question, 1000, Duration.ofSeconds(1));
  }

  private static void serve(ServerSocket server) {
    try (Socket caller = server.accept()) {
      RawHost host = new RawHost(caller);
      host.reachChannel();
      host.propose(RawPeer.PROPOSAL);
      host.confirm(1 << 20, 32_768);
      host.hold();
    } catch (Exception e) {
      // The client has gone.
    }
  }

  private SshSettings settings() {
    return new SshSettings(
        List.of(directory.resolve("known_hosts")),
        HostKeyChecking.OFF,
        Optional.empty(),
        directory.resolve("ssh"),
        Optional.empty(),
        0);
  }

  private static Connection connection(int port) {
    return new Connection(
        "web1",
        "127.0.0.1",
        Optional.of(port),
        Optional.of("ops"),
        Optional.of(new Secret("words")),
        List.of(),
        Duration.ofSeconds(20),
        true,
        false,
        new Become(Optional.of(false), "sudo", "root", Optional.empty()));
  }
}
