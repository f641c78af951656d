package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts behind real sshds as jump hosts, and behind commands, by the ssh configuration. */
@Timeout(300)
class JumpIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final List<Sshd> sshds = new ArrayList<>();
  private Path key;
  private Sshd host;

  @BeforeEach
  void start() throws Exception {
    key = Sshd.generate(directory.resolve("key"), "ed25519", "");
    host = sshd("host");
  }

  @AfterEach
  void stop() {
    sshds.forEach(Sshd::close);
  }

  @Test
  void oneHopCarriesScriptsAndBigAnswers() throws Exception {
    Sshd bastion = sshd("bastion");
    configure(entry("bastion", bastion, ""), entry("web1", host, "ProxyJump bastion"));
    try (Connector connector = connector(Scripted.silent());
        Session session = connector.open(Fixture.named("web1"))) {
      assertThat(session.address()).isEqualTo("127.0.0.1");
      String big = session.run(Fixture.script("seq 200000"), LIMIT).stdout();
      assertThat(big).startsWith("1\n2\n").endsWith("\n199999\n200000\n").hasSize(1288895);
      assertThat(session.run(Fixture.script("echo on"), LIMIT).stdout()).isEqualTo("on\n");
    }
    assertThat(host.logins()).isEqualTo(1);
    assertThat(bastion.logins()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("known_hosts")))
        .contains(":" + host.port(), ":" + bastion.port());
  }

  @Test
  void hopsAreTakenInTheirOrderAndMayHaveHopsOfTheirOwn() throws Exception {
    Sshd first = sshd("first");
    Sshd second = sshd("second", "PermitOpen 127.0.0.1:" + host.port());
    String firstOpens = "PermitOpen 127.0.0.1:" + second.port();
    Sshd strict = sshd("strict", firstOpens);
    configure(
        entry("first", first, ""),
        entry("strict", strict, "ProxyJump first"),
        entry("second", second, "ProxyJump strict"),
        entry("web1", host, "ProxyJump second"),
        entry(
            "web2", host, "ProxyJump ssh://" + Sshd.USER + "@strict:" + strict.port() + ",second"),
        entry("web3", host, "ProxyJump strict"));
    try (Connector connector = connector(Scripted.silent())) {
      connector.open(Fixture.named("web1")).close();
      connector.open(Fixture.named("web2")).close();
      SshException refused =
          Fixture.refused(ProblemCode.JUMP_REFUSED, () -> connector.open(Fixture.named("web3")));
      assertThat(refused.problem().toString()).contains("jump host strict", "PermitOpen");
    }
    assertThat(List.of(first.logins(), strict.logins(), second.logins(), host.logins()))
        .containsExactly(1L, 1L, 1L, 2L);
  }

  @Test
  void manyHostsShareOneLoginAtTheJumpHost() throws Exception {
    // Stock limits, and not a single session channel: those that are forwarded do not count.
    Sshd bastion = sshd("bastion", "MaxSessions 0");
    configure(entry("bastion", bastion, ""), entry("web*", host, "ProxyJump bastion"));
    try (Connector connector = connector(Scripted.silent())) {
      assertThat(openAtOnce(connector, 20)).isEqualTo(20);
    }
    assertThat(bastion.logins()).isEqualTo(1);
    assertThat(host.logins()).isEqualTo(20);
  }

  @Test
  void aJumpHostThatBrokeIsOpenedAgain() throws Exception {
    Sshd bastion = sshd("bastion");
    configure(entry("bastion", bastion, ""), entry("web*", host, "ProxyJump bastion"));
    try (Connector connector = connector(Scripted.silent())) {
      connector.open(Fixture.named("web1")).close();
      bastion.dropSessions();
      connector.open(Fixture.named("web2")).close();
    }
    assertThat(bastion.logins()).isEqualTo(2);
  }

  @Test
  void anSshdThatTakesTwoAtOnceIsGivenTimeByMany() throws Exception {
    Sshd narrow = sshd("narrow", "MaxStartups 2:100:2");
    configure(entry("web*", narrow, ""));
    try (Connector connector = connector(Scripted.silent())) {
      assertThat(openAtOnce(connector, 30)).isEqualTo(30);
    }
    assertThat(narrow.logins()).isEqualTo(30);
  }

  @Test
  void commandsThatMeetABusySshdAreGivenTimeToo() throws Exception {
    Sshd narrow = sshd("narrow", "MaxStartups 2:100:2");
    configure(entry("narrow", narrow, ""), entry("web*", host, throughSsh("narrow")));
    try (Connector connector = connector(Scripted.silent())) {
      assertThat(openAtOnce(connector, 12)).isEqualTo(12);
    }
    assertThat(narrow.logins()).isEqualTo(12);
  }

  @Test
  void aJumpHostWithAnotherKeyIsRefusedByName() throws Exception {
    Sshd bastion = sshd("bastion");
    configure(entry("bastion", bastion, ""), entry("web1", host, "ProxyJump bastion"));
    String other = Files.readString(directory.resolve("host/host_ed25519.pub"));
    Path known = directory.resolve("known_hosts");
    Files.writeString(known, "[127.0.0.1]:" + bastion.port() + " " + other);
    try (Connector connector = connector(Scripted.silent())) {
      SshException changed =
          Fixture.refused(
              ProblemCode.HOST_KEY_CHANGED, () -> connector.open(Fixture.named("web1")));
      assertThat(changed.problem().what()).startsWith("jump host bastion: ");
      assertThat(changed.problem().hint()).contains("ssh-keygen -R");
    }
    assertThat(bastion.logins()).isZero();
  }

  @Test
  void aLoginThatAJumpHostRejectedIsNotTriedAgain() throws Exception {
    Sshd bastion = sshd("bastion", "LogLevel VERBOSE");
    Files.delete(directory.resolve("bastion/authorized_keys"));
    configure(entry("bastion", bastion, ""), entry("web*", host, "ProxyJump bastion"));
    try (Connector connector = connector(Scripted.silent())) {
      for (String name : List.of("web1", "web2", "web3")) {
        SshException rejected =
            Fixture.refused(ProblemCode.LOGIN_REJECTED, () -> connector.open(Fixture.named(name)));
        assertThat(rejected.problem().toString()).contains("jump host bastion: ", "`ssh bastion`");
      }
    }
    assertThat(bastion.log().lines().filter(line -> line.startsWith("Failed publickey")))
        .hasSize(1);
  }

  @Test
  void aJumpHostThatMayNotForwardSaysSo() throws Exception {
    Sshd bastion = sshd("bastion", "AllowTcpForwarding no");
    configure(entry("bastion", bastion, ""), entry("web1", host, "ProxyJump bastion"));
    try (Connector connector = connector(Scripted.silent())) {
      SshException refused =
          Fixture.refused(ProblemCode.JUMP_REFUSED, () -> connector.open(Fixture.named("web1")));
      assertThat(refused.problem().toString())
          .contains("the jump host bastion does not let", "AllowTcpForwarding");
    }
  }

  @Test
  void aHostThatTheJumpHostCannotReachIsToldInItsWords() throws Exception {
    Sshd bastion = sshd("bastion");
    configure(
        entry("bastion", bastion, ""),
        "Host web1\n  HostName 127.0.0.1\n  Port " + unused() + "\n  ProxyJump bastion");
    try (Connector connector = connector(Scripted.silent())) {
      SshException refused =
          Fixture.refused(ProblemCode.JUMP_REFUSED, () -> connector.open(Fixture.named("web1")));
      assertThat(refused.problem().what())
          .contains("the jump host bastion cannot connect to 127.0.0.1 port", "Connection refused");
    }
  }

  @Test
  void aHostThatHangsUpBehindAJumpHostIsTriedAgain() throws Exception {
    Sshd bastion = sshd("bastion");
    AtomicInteger calls = new AtomicInteger();
    try (ServerSocket busy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread _ = Thread.startVirtualThread(() -> hangUp(busy, calls));
      configure(
          entry("bastion", bastion, ""),
          "Host web1\n  HostName 127.0.0.1\n  Port %d\n  ProxyJump bastion"
              .formatted(busy.getLocalPort()));
      try (Connector connector = connector(Scripted.silent())) {
        SshException _ =
            Fixture.refused(
                ProblemCode.CONNECTION_LOST, () -> connector.open(Fixture.named("web1")));
      }
    }
    assertThat(calls).hasValue(3);
  }

  @Test
  void socketsOfTheHostAreAskedThroughTheJumpHost() throws Exception {
    Sshd bastion = sshd("bastion");
    configure(entry("bastion", bastion, ""), entry("web1", host, "ProxyJump bastion"));
    Path socket = directory.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread _ = Thread.startVirtualThread(() -> greet(server));
      try (Connector connector = connector(Scripted.silent());
          Session session = connector.open(Fixture.named("web1"))) {
        assertThat(session.ask(socket.toString(), new byte[] {'?'}, 100, LIMIT))
            .hasValue("hello".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void jumpHostsInACircleAreRefused() throws Exception {
    configure("Host a\n  ProxyJump b\nHost b\n  ProxyJump a");
    try (Connector connector = connector(Scripted.silent())) {
      SshException circle =
          Fixture.refused(
              ProblemCode.SSH_CONFIG_UNSUPPORTED, () -> connector.open(Fixture.named("a")));
      assertThat(circle.problem().toString()).contains("a by b by a", "ProxyJump none");
    }
  }

  @Test
  void commandsCarrySessionsAndEndWithThem() throws Exception {
    Sshd bastion = sshd("bastion");
    configure(
        entry("bastion", bastion, ""),
        entry("web1", host, throughSsh("bastion")),
        entry("web2", host, "ProxyCommand busybox nc %h %p"),
        entry("web3", host, "ProxyCommand sh -c 'busybox nc %h %p; true'"));
    try (Connector connector = connector(Scripted.silent())) {
      for (String name : List.of("web1", "web2", "web3")) {
        try (Session session = connector.open(Fixture.named(name))) {
          assertThat(session.run(Fixture.script("echo " + name), LIMIT).stdout())
              .isEqualTo(name + "\n");
          assertThat(proxies()).isNotZero();
        }
        await().atMost(LIMIT).until(() -> proxies() == 0);
      }
    }
    assertThat(bastion.logins()).isEqualTo(1);
  }

  @Test
  void aCommandThatFailsIsToldWithItsWords() throws Exception {
    configure(
        entry("web1", host, "ProxyCommand sh -c 'printf \"no \\033[31mway\\n\" >&2; exit 3'"),
        entry("web2", host, "ProxyCommand no-such-program --password words"),
        entry("web3", host, "ProxyUseFdpass yes\n  ProxyCommand nc -F %h %p"));
    try (Connector connector = connector(Scripted.silent())) {
      SshException failed =
          Fixture.refused(
              ProblemCode.PROXY_COMMAND_FAILED, () -> connector.open(Fixture.named("web1")));
      assertThat(failed.problem().what()).contains("(sh)", "status 3", "no way");
      SshException missing =
          Fixture.refused(
              ProblemCode.PROXY_COMMAND_FAILED, () -> connector.open(Fixture.named("web2")));
      assertThat(missing.problem().toString())
          .contains("(no-such-program)", "status 127", "not found")
          .doesNotContain("words");
      SshException descriptor =
          Fixture.refused(
              ProblemCode.SSH_CONFIG_UNSUPPORTED, () -> connector.open(Fixture.named("web3")));
      assertThat(descriptor.problem().what()).contains("ProxyUseFdpass");
    }
  }

  /** As sshd does with those that are too many: without a word, and without a reset. */
  private static void hangUp(ServerSocket server, AtomicInteger calls) {
    while (!server.isClosed()) {
      try (Socket caller = server.accept()) {
        calls.incrementAndGet();
        caller.shutdownOutput();
        caller.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The next caller, or the end.
      }
    }
  }

  private static void greet(ServerSocketChannel server) {
    try (SocketChannel client = server.accept()) {
      ByteBuffer hello = ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII));
      while (hello.hasRemaining()) {
        client.write(hello);
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private String throughSsh(String bastion) {
    return "ProxyCommand ssh -F %s -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
            .formatted(directory.resolve("config"))
        + " -W %h:%p "
        + bastion;
  }

  private static long proxies() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().commandLine().orElse("").matches(".*( nc | -W ).*"))
        .count();
  }

  /** How many of so many hosts could be opened, all at the same time. */
  private static int openAtOnce(Connector connector, int hosts) throws Exception {
    List<Callable<Session>> logins = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      String name = "web" + i;
      logins.add(() -> connector.open(Fixture.named(name)));
    }
    int open = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Session> login : threads.invokeAll(logins)) {
        login.get().close();
        open++;
      }
    }
    return open;
  }

  private Sshd sshd(String name, String... options) throws IOException {
    Path own = Files.createDirectory(directory.resolve(name));
    Path _ = Files.copy(directory.resolve("key.pub"), own.resolve("authorized_keys"));
    Sshd sshd = Sshd.start(own, List.of("ed25519"), options);
    sshds.add(sshd);
    return sshd;
  }

  private String entry(String name, Sshd sshd, String more) {
    return """
    Host %s
      HostName 127.0.0.1
      Port %d
      IdentityFile %s
      %s
    """
        .formatted(name, sshd.port(), key, more);
  }

  private void configure(String... entries) throws IOException {
    Files.writeString(directory.resolve("config"), String.join("\n", entries));
  }

  private Connector connector(Asker asker) {
    return new Connector(
        new SshSettings(
            List.of(directory.resolve("known_hosts")),
            HostKeyChecking.ACCEPT_NEW,
            Optional.of(directory.resolve("config")),
            directory.resolve("ssh"),
            Optional.empty(),
            2),
        asker);
  }

  private static int unused() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
