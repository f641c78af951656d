package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;

/**
 * Opens sessions with hosts; one for a whole run, used by many threads. Keys are read, passphrases
 * asked and known_hosts files parsed once.
 */
public final class Connector implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final SshSettings settings;
  private final Asker asker;
  private final SshConfig config;
  private final KeyFiles keyFiles;
  private final SshClient client;
  private final Map<List<Path>, KnownHosts> knownHosts = new HashMap<>();
  private final ReentrantLock knownHostsLock = new ReentrantLock();

  /** Starts the threads that all sessions share. */
  public Connector(SshSettings settings, Asker asker) {
    this.settings = settings;
    this.asker = new OneAtATime(asker);
    this.client = MinaClient.start();
    this.config = new SshConfig(settings, this.asker);
    this.keyFiles = new KeyFiles(this.asker);
  }

  /**
   * Connects, checks the host's key and logs in, or does nothing yet where the connection is local.
   * Questions do not count against the connect timeout: the host is called again when they are
   * answered.
   *
   * @throws SshException no session came about; never {@link SshException#started()}
   */
  public Session open(Connection connection) throws SshException {
    if (connection.local()) {
      Elevation elevation = Elevation.of(connection.become(), System.getProperty("user.name"));
      return new HostSession(connection.address(), elevation, new LocalLauncher(), () -> {});
    }
    Route route = Route.of(connection, settings, config.about(connection));
    Elevation elevation = Elevation.of(connection.become(), route.user());
    HostKeyChecking checking =
        connection.hostKeyChecking() ? settings.hostKeyChecking() : HostKeyChecking.OFF;
    KnownHosts known = known(route.knownHosts());
    ClientSession session =
        new Dialing(
                route,
                connection,
                known,
                new HostKeyGate(route, known, checking, asker),
                keyFiles,
                asker,
                client)
            .dial(connection.ssh().retries().orElse(settings.retries()));
    return new HostSession(
        route.host(), elevation, new SshLauncher(session), () -> hangUp(session));
  }

  private KnownHosts known(List<Path> files) throws SshException {
    knownHostsLock.lock();
    try {
      KnownHosts known = knownHosts.get(files);
      if (known == null) {
        known = KnownHosts.read(files);
        knownHosts.put(files, known);
      }
      return known;
    } catch (IOException e) {
      throw new SshException(
          Problem.of(
              ProblemCode.KNOWN_HOSTS_UNREADABLE,
              "the known_hosts files cannot be read: " + Untrusted.line(e.toString(), 200),
              "make them readable, or give others by --known-hosts"),
          false);
    } finally {
      knownHostsLock.unlock();
    }
  }

  private static void hangUp(ClientSession session) {
    try {
      boolean _ = session.close(false).await(GOODBYE);
    } catch (IOException e) {
      // Interrupted: it is not waited for.
    }
    // A host that does not take part in the farewell keeps nothing open here.
    session.close(true);
  }

  /** Ends all sessions. */
  @Override
  public void close() {
    client.stop();
  }
}
