package io.portside.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A unix socket of the host, through a real sshd. */
@Timeout(60)
class SocketIT {
  private static final byte[] QUESTION = "GET /_ping\n".getBytes(US_ASCII);

  @TempDir static Path directory;

  private static Sshd sshd;
  private static Connector connector;
  private static Path key;

  /** What the program at the socket does with a client that has asked. */
  private interface Peer {
    void answer(SocketChannel client, String question) throws IOException;
  }

  @BeforeAll
  static void start() throws Exception {
    Fixture fixture = new Fixture(directory);
    key = fixture.key("user", "ed25519");
    sshd = Sshd.start(directory, List.of("ed25519"));
    connector = new Connector(fixture.settings(HostKeyChecking.ACCEPT_NEW), Scripted.silent());
  }

  @AfterAll
  static void stop() {
    connector.close();
    sshd.close();
  }

  private static Session open() throws SshException {
    return connector.open(Fixture.connection(sshd.port(), List.of(key)));
  }

  private static ServerSocketChannel listen(String name, Peer peer) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
    Thread.ofVirtual()
        .start(
            () -> {
              try (SocketChannel client = server.accept()) {
                ByteBuffer question = ByteBuffer.allocate(QUESTION.length);
                while (question.hasRemaining() && client.read(question) >= 0) {}
                peer.answer(client, new String(question.array(), US_ASCII));
              } catch (IOException e) {
                // The client hung up, which is what some tests want of it.
              }
            });
    return server;
  }

  private static Optional<byte[]> ask(Session session, String name, int max, Duration limit)
      throws SshException {
    return session.ask(directory.resolve(name).toString(), QUESTION, max, limit);
  }

  @Test
  void theAnswerComesBackWhole() throws Exception {
    byte[] answer = "x".repeat(3_000_000).getBytes(US_ASCII);
    try (Session session = open();
        ServerSocketChannel _ =
            listen(
                "whole",
                (client, question) -> {
                  ByteBuffer bytes = ByteBuffer.wrap(answer);
                  while (question.equals("GET /_ping\n") && bytes.hasRemaining()) {
                    client.write(bytes);
                  }
                })) {
      assertThat(ask(session, "whole", 4 << 20, Fixture.LIMIT)).hasValue(answer);
    }
  }

  @Test
  void anAnswerWithoutEndIsCutOffAndTheSessionGoesOn() throws Exception {
    Peer endless =
        (client, _) -> {
          while (true) {
            client.write(ByteBuffer.allocate(8192));
          }
        };
    try (Session session = open();
        ServerSocketChannel _ = listen("endless", endless)) {
      assertThat(ask(session, "endless", 1000, Fixture.LIMIT).orElseThrow()).hasSize(1001);
      assertThat(session.run(Fixture.script("echo on"), Fixture.LIMIT).stdout()).isEqualTo("on\n");
    }
  }

  @Test
  void whoNeverAnswersIsGivenUp() throws Exception {
    Peer silent =
        (client, _) -> {
          while (client.read(ByteBuffer.allocate(1)) >= 0) {}
        };
    try (Session session = open();
        ServerSocketChannel _ = listen("silent", silent)) {
      SshException _ =
          Fixture.refused(
              ProblemCode.COMMAND_TIMEOUT,
              () -> ask(session, "silent", 1000, Duration.ofMillis(300)));
    }
  }

  @Test
  void aSocketThatLetsNobodyInGivesNothing() throws Exception {
    try (Session session = open()) {
      assertThat(ask(session, "missing", 1000, Fixture.LIMIT)).isEmpty();
      assertThat(session.run(Fixture.script("echo on"), Fixture.LIMIT).stdout()).isEqualTo("on\n");
    }
  }
}
