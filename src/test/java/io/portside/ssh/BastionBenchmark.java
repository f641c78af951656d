package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.inventory.Secret;
import io.portside.simulation.SimulatedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How long it takes to log in at 300 hosts behind one stock sshd, and 300 times at one stock sshd,
 * with as many at once as a run has and with all at once. None may be unreachable.
 */
final class BastionBenchmark {
  private static final int HOSTS = 300;
  private static final int FORKS = 50;

  private BastionBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("portside-bastion");
    Fixture fixture = new Fixture(directory);
    Path key = fixture.key("user", "ed25519");
    List<String> addresses =
        IntStream.range(0, HOSTS).mapToObj(i -> "127.1." + i / 200 + "." + (i % 200 + 1)).toList();
    try (Sshd bastion = Sshd.start(directory, List.of("ed25519"));
        SimulatedFleet fleet = SimulatedFleet.start(directory, addresses, (_, _) -> "")) {
      Files.writeString(
          directory.resolve("config"),
          """
          Host bastion
            HostName 127.0.0.1
            Port %d
            IdentityFile %s
          Host 127.1.*
            ProxyJump bastion
          """
              .formatted(bastion.port(), key));
      for (int atOnce : List.of(FORKS, HOSTS)) {
        long before = bastion.logins();
        measure(
            fixture,
            "behind a stock sshd",
            atOnce,
            i -> host(addresses.get(i), fleet.port(), Optional.of(new Secret("x")), List.of()));
        System.out.printf("  logins at it: %d%n", bastion.logins() - before);
        measure(
            fixture,
            "that are one stock sshd",
            atOnce,
            _ -> host("127.0.0.1", bastion.port(), Optional.empty(), List.of(key)));
      }
    }
  }

  private static void measure(
      Fixture fixture, String what, int atOnce, IntFunction<Connection> hosts) throws Exception {
    SshSettings usual = fixture.settings(HostKeyChecking.OFF);
    SshSettings settings =
        new SshSettings(
            usual.knownHosts(),
            usual.hostKeyChecking(),
            Optional.of(fixture.directory().resolve("config")),
            usual.sshDirectory(),
            usual.agentSocket(),
            usual.retries());
    AtomicInteger open = new AtomicInteger();
    Semaphore places = new Semaphore(atOnce);
    long start = System.nanoTime();
    try (Connector connector = new Connector(settings, Asker.NOBODY)) {
      List<Thread> threads =
          IntStream.range(0, HOSTS)
              .mapToObj(
                  i ->
                      Thread.startVirtualThread(
                          () -> {
                            places.acquireUninterruptibly();
                            try (Session session = connector.open(hosts.apply(i))) {
                              open.addAndGet(session.address().isEmpty() ? 0 : 1);
                            } catch (SshException e) {
                              System.out.println("  " + e.problem());
                            } finally {
                              places.release();
                            }
                          }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d of %d hosts %s, %d at once: %.1f s%n",
        open.get(),
        HOSTS,
        what,
        atOnce,
        (System.nanoTime() - start) / 1e9);
  }

  private static Connection host(
      String address, int port, Optional<Secret> password, List<Path> keys) {
    return new Connection(
        address,
        address,
        Optional.of(port),
        Optional.of(Sshd.USER),
        password,
        keys,
        Duration.ofSeconds(10),
        true,
        false,
        Fixture.NO_BECOME);
  }
}
