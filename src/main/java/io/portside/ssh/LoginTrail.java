package io.portside.ssh;

import io.portside.problem.Untrusted;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** How far a login came and what was tried, so that its failure can be explained. */
final class LoginTrail implements SessionListener, PublicKeyAuthenticationReporter {

  enum Phase {
    CONNECTING,
    /** TCP is up, nothing heard that is SSH. */
    GREETING,
    KEY_EXCHANGE,
    LOGIN
  }

  private static final int LINES_KEPT = 10;
  private static final int LINE_LENGTH = 200;

  private final Map<PublicKey, String> labels;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private final Set<String> accepted = new ConcurrentSkipListSet<>();
  private volatile Phase phase = Phase.CONNECTING;
  private volatile String goodbye = "";
  private volatile boolean passwordSent;

  LoginTrail(List<Identities.Identity> offered) {
    this.labels = new ConcurrentHashMap<>();
    offered.forEach(identity -> labels.put(identity.key(), identity.label()));
  }

  Phase phase() {
    return phase;
  }

  /** What the peer said before it said that it is SSH, cleaned; often what it is instead. */
  String greeting() {
    return String.join(" / ", lines);
  }

  /** The text of the peer's disconnect message, cleaned. */
  String goodbye() {
    return goodbye;
  }

  /** Keys and methods that were tried, in words. */
  List<String> tried() {
    return tried;
  }

  /** Methods that the host would take. */
  Set<String> accepted() {
    return accepted;
  }

  /** A password is sent once for each login: more tries lock accounts. */
  boolean sendPassword(String method) {
    if (passwordSent) {
      return false;
    }
    passwordSent = true;
    tried.add(method);
    return true;
  }

  boolean passwordSent() {
    return passwordSent;
  }

  @Override
  public void sessionCreated(Session session) {
    phase = Phase.GREETING;
  }

  @Override
  public void sessionPeerIdentificationLine(Session session, String line, List<String> before) {
    String clean = Untrusted.line(line, LINE_LENGTH);
    if (!line.startsWith("SSH-") && lines.size() < LINES_KEPT && !lines.contains(clean)) {
      lines.add(clean);
    }
  }

  @Override
  public void sessionPeerIdentificationReceived(
      Session session, String version, List<String> extraLines) {
    phase = Phase.KEY_EXCHANGE;
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.KeyEstablished) {
      phase = Phase.LOGIN;
    }
  }

  @Override
  public void sessionDisconnect(
      Session session, int reason, String message, String language, boolean initiator) {
    if (!initiator) {
      goodbye = Untrusted.line(message, LINE_LENGTH);
    }
  }

  @Override
  public void signalAuthenticationAttempt(
      ClientSession session, String service, KeyPair identity, String signature) {
    String label = labels.getOrDefault(identity.getPublic(), "a key");
    String key = "the key " + label + " (" + HostKeyGate.describe(identity.getPublic()) + ")";
    if (!tried.contains(key)) {
      tried.add(key);
    }
  }

  @Override
  public void signalAuthenticationFailure(
      ClientSession session,
      String service,
      KeyPair identity,
      boolean partial,
      List<String> serverMethods) {
    serverMethods.forEach(method -> accepted.add(Untrusted.line(method, 40)));
  }
}
