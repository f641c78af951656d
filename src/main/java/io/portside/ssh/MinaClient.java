package io.portside.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** MINA's client, with all that it would do behind our back turned off. */
final class MinaClient extends SshClient {
  /** A dead link is noticed after interval × misses. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int HEARTBEATS_MISSED = 4;

  private MinaClient() {}

  /** Its algorithms are those that were registered before. */
  static MinaClient started() {
    MinaClient client = new MinaClient();
    ClientBuilder builder = ClientBuilder.builder();
    builder.factory(() -> client).build();
    client.setServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(LoginMethods.factories());
    client.setKeyExchangeFactories(Algorithms.usualKeyExchanges());
    client.setSessionFactory(WarySession.factory(client));
    client.setIoServiceFactoryFactory(new Sockets());
    // None is a default of MINA's; a host that could compress could send a gigabyte in a packet.
    client.setCompressionFactories(List.of(BuiltinCompressions.none));
    client.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            if (session instanceof ClientSession ours) {
              Login.of(ours).prepare(ours);
            }
          }
        });
    limits(client);
    client.start();
    return client;
  }

  private static void limits(SshClient client) {
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_MISSED);
    // Silence is no fault: a command may say nothing for long. The heartbeat finds dead links.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    // The connect timeout of each host governs.
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, Duration.ofHours(1));
    // A host that will not run commands says so at once instead of never.
    CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    CoreModuleProperties.STOP_WAIT_TIME.set(client, Duration.ofSeconds(5));
    PropertyResolverUtils.updateProperty(
        client, UserInteraction.AUTO_DETECT_PASSWORD_PROMPT, false);
  }

  @Override
  protected IoConnector createConnector() {
    return new WireConnector(super.createConnector(), getSessionFactory());
  }

  /** Looks up no name: that of a host at the end of a wire may mean nothing here. */
  @Override
  public ConnectFuture connect(
      String user,
      SocketAddress address,
      AttributeRepository context,
      @Nullable SocketAddress local)
      throws IOException {
    return doConnect(
        user,
        address,
        context,
        local,
        KeyIdentityProvider.EMPTY_KEYS_PROVIDER,
        new HostConfigEntry());
  }

  /**
   * MINA waits for each connection to come about in a thread of the second pool, which by default
   * has one more than there are cores: a few hosts that drop all packets would hold up the others.
   */
  private static final class Sockets extends Nio2ServiceFactoryFactory {
    @Override
    public IoServiceFactory create(FactoryManager manager) {
      return new Nio2ServiceFactory(
          manager, null, ThreadUtils.newCachedThreadPool(manager + "-connect"));
    }
  }
}
