package io.portside.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Optional<Wire> wire;

  /**
   * A login.
   *
   * @param wire in the place of a socket; ends with the session
   */
  Login(
      Route route,
      KnownHosts knownHosts,
      HostKeyGate gate,
      LoginMethods methods,
      Optional<Wire> wire) {
    this.route = route;
    this.known = knownHosts.about(route.knownName());
    this.gate = gate;
    this.trail = methods.trail();
    this.methods = methods;
    this.wire = wire;
  }

  /** The login that a session which MINA created belongs to. */
  static Login of(ClientSession session) {
    return of(session.getConnectionContext());
  }

  static Login of(AttributeRepository context) {
    return context.getAttribute(KEY);
  }

  LoginMethods methods() {
    return methods;
  }

  Optional<Wire> wire() {
    return wire;
  }

  Algorithms algorithms() {
    return route.algorithms();
  }

  /** Called before the first byte is sent. */
  void prepare(ClientSession session) {
    session.addSessionListener(trail);
    trail.sessionCreated(session);
    session.setServerKeyVerifier(gate);
    route.link().applyTo(session);
    route.algorithms().applyTo(session);
    session.setSignatureFactories(knownFirst(session.getSignatureFactories()));
    methods.applyTo(session);
  }

  /**
   * The host is asked for a key of the types it is known by: else it shows another one, which looks
   * like a changed key. A certificate is asked for where somebody is known who may have signed it.
   */
  private List<NamedFactory<Signature>> knownFirst(List<NamedFactory<Signature>> factories) {
    boolean certified = known.stream().anyMatch(KnownHost::authority);
    Set<String> types = new HashSet<>();
    known.stream().filter(KnownHost::plain).forEach(entry -> types.add(entry.type()));
    List<NamedFactory<Signature>> ordered = new ArrayList<>(factories);
    ordered.removeIf(factory -> !certified && KeyUtils.isCertificateAlgorithm(factory.getName()));
    ordered.sort(Comparator.comparingInt(factory -> rank(factory.getName(), types)));
    return ordered;
  }

  private static int rank(String algorithm, Set<String> knownTypes) {
    if (KeyUtils.isCertificateAlgorithm(algorithm)) {
      return 0;
    } else if (knownTypes.contains(KeyUtils.getCanonicalKeyType(algorithm))) {
      return 1;
    }
    return algorithm.equals("ssh-ed25519") ? 2 : 3;
  }

  LoginResult perform(MinaClient client, InetSocketAddress address, Deadline deadline) {
    ClientSession session = null;
    try {
      ConnectFuture connecting =
          client.connect(
              route.user(), address, AttributeRepository.ofKeyValuePair(KEY, this), from());
      session =
          connecting.verify(deadline.left(), CancelOption.CANCEL_ON_TIMEOUT).getClientSession();
      session.auth().verify(deadline.left());
      return new LoginResult.LoggedIn(session);
    } catch (IOException | RuntimeException e) {
      return failed(session, e, deadline);
    }
  }

  private @Nullable SocketAddress from() throws IOException {
    return wire.isPresent() || route.link().from().isEmpty()
        ? null
        : new InetSocketAddress(InetAddress.getByName(route.link().from().get()), 0);
  }

  private LoginResult failed(@Nullable ClientSession session, Exception e, Deadline deadline) {
    if (session != null) {
      session.close(true);
    }
    wire.ifPresent(Wire::close);
    return gate.refusal()
        .or(() -> wire.flatMap(each -> each.blame(trail, deadline)))
        .orElseGet(
            () -> LoginFailure.explain(route, trail, methods.password().isPresent(), e, deadline));
  }
}
