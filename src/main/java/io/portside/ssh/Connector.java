package io.portside.ssh;

import io.portside.inventory.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;

/**
 * Opens sessions with hosts; one for a whole run, used by many threads. Keys are read, passphrases
 * asked and known_hosts files parsed once.
 */
public final class Connector implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final SshSettings settings;
  private final HostNames names;
  private final Routes routes;
  private final Dialer dialer;

  /** Starts the threads that all sessions share. */
  public Connector(SshSettings settings, Asker asker) {
    Asker one = new OneAtATime(asker);
    this.settings = settings;
    SshConfig config = new SshConfig(settings);
    this.names = new HostNames(config);
    this.routes = new Routes(settings, config);
    this.dialer = new Dialer(settings, one);
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
      Elevation elevation =
          Elevation.of(connection.become(), System.getProperty("user.name")).withoutTerminal();
      return new HostSession(connection.address(), elevation, new LocalLauncher(), () -> {});
    }
    Route route = routes.of(connection);
    Elevation elevation = Elevation.of(connection.become(), route.user());
    int retries = connection.ssh().retries().orElse(settings.retries());
    ClientSession session =
        dialer.dial(
            new Call(
                route,
                connection.password(),
                connection.connectTimeout(),
                retries,
                Optional.empty()));
    return new HostSession(
        route.host(), elevation, new SshLauncher(session), () -> hangUp(session));
  }

  /** Where a host is, as {@link HostNames} tells; connects to nothing. */
  public String address(Connection connection) {
    return names.of(connection);
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
    dialer.close();
  }
}
