package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.portside.inventory.Connection;
import io.portside.inventory.Secret;
import io.portside.problem.ProblemCode;
import io.portside.simulation.SimulatedFleet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that are not there, are not SSH, or hang up. */
class UnreachableTest {
  @TempDir Path directory;

  private Connector connector;

  @BeforeEach
  void start() {
    connector =
        new Connector(new Fixture(directory).settings(HostKeyChecking.STRICT), Scripted.silent());
  }

  @AfterEach
  void stop() {
    connector.close();
  }

  @Test
  void nameWithoutAddressIsTold() {
    SshException e = refused(ProblemCode.NAME_UNRESOLVED, "no-such-host.invalid", 22, 10);
    assertThat(e.problem().hint()).contains("ansible_host");
  }

  @Test
  void portWhereNothingListensIsTold() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    SshException e = refused(ProblemCode.CONNECTION_REFUSED, "localhost", port, 10);
    assertThat(e.problem().what()).contains("localhost port " + port);
  }

  @Test
  void peerThatSaysNothingTimesOut() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      SshException e = refused(ProblemCode.CONNECTION_TIMEOUT, "127.0.0.1", mute.getLocalPort(), 1);
      assertThat(e.problem().what()).contains("does not speak SSH");
      assertThat(e.problem().hint()).contains("--connect-timeout");
    }
  }

  @ParameterizedTest
  @CsvSource({"'HTTP/1.1 400 Bad Request\r\nX: \u001b[31m\r\n\r\n'", "'SSH-1.5-old\r\n'"})
  void peerThatIsNotSshIsTold(String greeting) throws Exception {
    try (Peer peer = new Peer(greeting)) {
      SshException e = refused(ProblemCode.SSH_PROTOCOL, "127.0.0.1", peer.port(), 10);
      assertThat(e.problem().what()).contains(greeting.substring(0, 8)).doesNotContain("\u001b");
      assertThat(peer.calls).hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "'Exceeded MaxStartups\r\n'",
    "'Not allowed at this time\r\n'",
    "'SSH-2.0-busy\r\n'"
  })
  void connectionThatDropsBeforeLoginIsTriedTwiceMore(String greeting) throws Exception {
    try (Peer peer = new Peer(greeting)) {
      SshException e = refused(ProblemCode.CONNECTION_LOST, "127.0.0.1", peer.port(), 10);
      assertThat(e.problem().hint()).contains("--forks");
      assertThat(e.started()).isFalse();
      assertThat(peer.calls).hasValue(3);
    }
  }

  @Test
  void hostsThatDropEverythingHoldUpNoOther() throws Exception {
    try (SimulatedFleet live = SimulatedFleet.start(directory, (_, _) -> "");
        Dropping dropping = new Dropping();
        Connector unchecked =
            new Connector(
                new Fixture(directory).settings(HostKeyChecking.OFF), Scripted.silent())) {
      List<Thread> mute =
          IntStream.range(0, Runtime.getRuntime().availableProcessors() + 2)
              .mapToObj(i -> connection("127.0.1." + (i + 1), dropping.port(), 120))
              .map(
                  connection ->
                      Thread.startVirtualThread(
                          () -> {
                            Throwable _ = catchThrowable(() -> unchecked.open(connection));
                          }))
              .toList();
      await().until(() -> mute.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
      unchecked.open(connection("127.0.0.1", live.port(), 20)).close();
      assertThat(mute).allMatch(Thread::isAlive);
      mute.forEach(Thread::interrupt);
    }
  }

  private SshException refused(ProblemCode code, String address, int port, int seconds) {
    Connection connection = connection(address, port, seconds);
    return Fixture.refused(code, () -> connector.open(connection));
  }

  private static Connection connection(String address, int port, int seconds) {
    return new Connection(
        "web1",
        address,
        Optional.of(port),
        Optional.of("ops"),
        Optional.of(new Secret("words")),
        List.of(),
        Duration.ofSeconds(seconds),
        true,
        false,
        Fixture.NO_BECOME);
  }

  /** On all addresses of this machine; its queue is full, so the kernel drops whoever comes. */
  private static final class Dropping implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1);
    private final List<SocketChannel> queue = new ArrayList<>();

    Dropping() throws IOException {
      for (int i = 0; i < 4; i++) {
        SocketChannel caller = SocketChannel.open();
        queue.add(caller);
        caller.configureBlocking(false);
        boolean _ = caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
      }
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel caller : queue) {
        caller.close();
      }
      server.close();
    }
  }

  /** Says its greeting to each caller and hangs up. */
  private static final class Peer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    Peer(String greeting) throws IOException {
      Thread _ = Thread.startVirtualThread(() -> serve(greeting));
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve(String greeting) {
      while (!server.isClosed()) {
        try (Socket caller = server.accept();
            OutputStream out = caller.getOutputStream()) {
          calls.incrementAndGet();
          out.write(greeting.getBytes(StandardCharsets.US_ASCII));
          out.flush();
          caller.shutdownOutput();
          // What the caller says is read, or the hang-up would be a reset that eats the greeting.
          caller.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
          // The next caller, or the end.
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
