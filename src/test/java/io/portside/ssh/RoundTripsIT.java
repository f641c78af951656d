package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the client has its turn from the first byte to the last of one command, beside
 * OpenSSH's own client, whose command has no script to send, but which asks whether its key will
 * do.
 */
class RoundTripsIT {
  /** A host is farther away than a busy machine is slow. */
  private static final Duration DELAY = Duration.ofMillis(250);

  /** A moment in which the machine did something else only adds turns. */
  private static final int TRIES = 4;

  @TempDir Path directory;

  @Test
  void costsNoMoreThanSsh() throws Exception {
    Fixture fixture = new Fixture(directory);
    Path key = fixture.key("user", "ed25519");
    try (Sshd sshd = Sshd.start(directory, List.of("ed25519"))) {
      int ssh = fewest(sshd, port -> ssh(key, port));
      int portside = fewest(sshd, port -> portside(fixture, key, port));
      System.err.println("round trips: portside " + portside + ", ssh " + ssh);
      assertThat(portside).isLessThanOrEqualTo(ssh); // which has no script, but asks about its key
    }
  }

  private interface Client {
    void call(int port) throws Exception;
  }

  private static int fewest(Sshd sshd, Client client) throws Exception {
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      try (DelayingProxy proxy = new DelayingProxy(sshd.port(), DELAY)) {
        client.call(proxy.port());
        fewest = Math.min(fewest, proxy.roundTrips());
      }
    }
    return fewest;
  }

  private void ssh(Path key, int port) throws Exception {
    String _ =
        Sshd.run(
            List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "IdentitiesOnly=yes",
                "-i",
                key.toString(),
                "-p",
                Integer.toString(port),
                "127.0.0.1",
                "true"));
  }

  private static void portside(Fixture fixture, Path key, int port) throws Exception {
    try (Connector connector =
            new Connector(fixture.settings(HostKeyChecking.OFF), Scripted.silent());
        Session session = connector.open(Fixture.connection(port, List.of(key)))) {
      assertThat(session.run(Fixture.script("echo done"), Fixture.LIMIT).stdout())
          .isEqualTo("done\n");
    }
  }
}
