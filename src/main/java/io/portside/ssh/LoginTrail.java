package io.portside.ssh;

import io.portside.problem.Untrusted;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

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
  private static final int METHODS_KEPT = 10;

  private final Map<PublicKey, String> labels;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Map<String, String> tried = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Set<String> accepted = new ConcurrentSkipListSet<>();
  private volatile Phase phase = Phase.CONNECTING;
  private volatile Optional<String> goodbye = Optional.empty();
  private volatile Optional<Throwable> fault = Optional.empty();
  private volatile Optional<Disagreement> disagreement = Optional.empty();
  private volatile String trying = "";
  private volatile boolean signed;
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

  /** The text of the peer's disconnect message, cleaned; empty where it sent none. */
  Optional<String> goodbye() {
    return goodbye;
  }

  /** What the peer did against the protocol. */
  Optional<Throwable> fault() {
    return fault;
  }

  /** What the two sides could not agree about. */
  Optional<Disagreement> disagreement() {
    return disagreement;
  }

  /** Keys and methods that were tried, each with what became of it, in words. */
  List<String> tried() {
    synchronized (tried) {
      return tried.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    }
  }

  /** Methods that the host would take; the first of very many. */
  Set<String> accepted() {
    return accepted;
  }

  /** A password is sent once for each login: more tries lock accounts. */
  boolean sendPassword(String method) {
    if (passwordSent) {
      return false;
    }
    passwordSent = true;
    begin(method);
    return true;
  }

  boolean passwordSent() {
    return passwordSent;
  }

  private void begin(String what) {
    trying = what;
    signed = false;
    tried.put(what, "no answer");
  }

  /** The host did not take what was tried last. */
  void refused(String methods, boolean partial) {
    Arrays.stream(methods.split(",", METHODS_KEPT + 1))
        .limit(METHODS_KEPT)
        .map(method -> Untrusted.line(method, 40))
        .filter(method -> !method.isEmpty() && accepted.size() < METHODS_KEPT)
        .forEach(accepted::add);
    String why = signed ? "its signature was not accepted" : "not accepted";
    tried.computeIfPresent(
        trying, (_, _) -> partial ? "accepted, but the host wants more than that" : why);
    trying = "";
  }

  /** The host ends the session. */
  void dismissed(String text) {
    goodbye = Optional.of(Untrusted.line(text, LINE_LENGTH));
  }

  /** The session ends for this reason; the first one counts. */
  void broken(Throwable e) {
    if (fault.isEmpty() && LoginFailure.isFault(e)) {
      fault = Optional.of(e);
    }
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
  public void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs,
      Map<KexProposalOption, String> agreed,
      @Nullable Throwable reason) {
    disagreement = reason == null ? Optional.empty() : Disagreement.of(ours, theirs);
  }

  @Override
  public void signalAuthenticationAttempt(
      ClientSession session, String service, KeyPair identity, String signature) {
    String label = labels.getOrDefault(identity.getPublic(), "a key");
    begin("the key " + label + " (" + HostKeyGate.describe(identity.getPublic()) + ")");
  }

  @Override
  public void signalSignatureAttempt(
      ClientSession session, String service, KeyPair identity, String signature, byte[] data) {
    signed = true;
  }
}
