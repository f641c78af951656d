package io.portside.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/** One try to log in at one address of a host. */
final class Login {
  private static final AttributeKey<Login> KEY = new AttributeKey<>();

  private final Route route;
  private final List<KnownHost> known;
  private final HostKeyGate gate;
  private final LoginTrail trail;
  private final LoginMethods methods;

  Login(Route route, KnownHosts knownHosts, HostKeyGate gate, LoginMethods methods) {
    this.route = route;
    this.known = knownHosts.about(route.knownName());
    this.gate = gate;
    this.trail = methods.trail();
    this.methods = methods;
  }

  /** The login that a session which MINA created belongs to. */
  static Login of(ClientSession session) {
    return session.getConnectionContext().getAttribute(KEY);
  }

  LoginMethods methods() {
    return methods;
  }

  /** Called before the first byte is sent. */
  void prepare(ClientSession session) {
    session.addSessionListener(trail);
    trail.sessionCreated(session);
    session.setServerKeyVerifier(gate);
    session.setSignatureFactories(knownFirst(session.getSignatureFactories()));
    methods.applyTo(session);
  }

  /**
   * The host is asked for a key of the types it is known by: else it shows another one, which looks
   * like a changed key. Certificates are not asked for, as nothing here can check who signed them.
   */
  private List<NamedFactory<Signature>> knownFirst(List<NamedFactory<Signature>> factories) {
    Set<String> types = new HashSet<>();
    known.stream().filter(entry -> entry.marker().isEmpty()).forEach(e -> types.add(e.type()));
    List<NamedFactory<Signature>> ordered = new ArrayList<>(factories);
    ordered.removeIf(factory -> factory.getName().contains("-cert-"));
    ordered.sort(Comparator.comparingInt(factory -> rank(factory.getName(), types)));
    return ordered;
  }

  private static int rank(String algorithm, Set<String> knownTypes) {
    if (knownTypes.contains(KeyUtils.getCanonicalKeyType(algorithm))) {
      return 0;
    }
    return algorithm.equals("ssh-ed25519") ? 1 : 2;
  }

  LoginResult perform(SshClient client, InetAddress address, Deadline deadline) {
    ClientSession session = null;
    try {
      ConnectFuture connecting =
          client.connect(
              route.user(),
              address.getHostAddress(),
              route.port(),
              AttributeRepository.ofKeyValuePair(KEY, this),
              null);
      session =
          connecting.verify(deadline.left(), CancelOption.CANCEL_ON_TIMEOUT).getClientSession();
      session.auth().verify(deadline.left());
      return new LoginResult.LoggedIn(session);
    } catch (IOException | RuntimeException e) {
      return failed(session, e, deadline);
    }
  }

  private LoginResult failed(@Nullable ClientSession session, Exception e, Deadline deadline) {
    if (session != null) {
      session.close(true);
    }
    return gate.refusal()
        .orElseGet(
            () -> LoginFailure.explain(route, trail, methods.password().isPresent(), e, deadline));
  }
}
