package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.ssh.KnownHosts.Verdict;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/** Lets a host's key pass or not. Asks nothing itself: the connection would time out meanwhile. */
final class HostKeyGate implements ServerKeyVerifier {
  private final Route route;
  private final KnownHosts knownHosts;
  private final HostKeyChecking checking;
  private final Asker asker;
  private volatile Optional<LoginResult> refusal = Optional.empty();

  HostKeyGate(Route route, KnownHosts knownHosts, HostKeyChecking checking, Asker asker) {
    this.route = route;
    this.knownHosts = knownHosts;
    this.checking = checking;
    this.asker = asker;
  }

  /** Why the key did not pass. */
  Optional<LoginResult> refusal() {
    return refusal;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    Verdict verdict = knownHosts.check(route.knownName(), key);
    if (verdict instanceof Verdict.Unknown && checking == HostKeyChecking.ACCEPT_NEW) {
      verdict = record(key);
    }
    refusal = refusal(verdict, key);
    return refusal.isEmpty();
  }

  private Optional<LoginResult> refusal(Verdict verdict, PublicKey key) {
    return switch (verdict) {
      case Verdict.Trusted() -> Optional.empty();
      case Verdict.Revoked(var entry) -> Optional.of(new LoginResult.Failed(revoked(entry)));
      case Verdict.Uncertified(var authority, var flaw) ->
          Optional.of(new LoginResult.Failed(uncertified(authority, flaw)));
      case Verdict _ when checking == HostKeyChecking.OFF -> Optional.empty();
      case Verdict.Changed(var recorded) ->
          Optional.of(new LoginResult.Failed(changed(recorded, key)));
      case Verdict.Unknown(boolean byAuthority) ->
          Optional.of(new LoginResult.KeyUnknown(key, unknown(key, byAuthority)));
    };
  }

  /** Records a key from now on. */
  void accept(PublicKey key) {
    Verdict _ = record(key);
  }

  private Verdict record(PublicKey key) {
    String who = route.knownName() + " with the key " + describe(key);
    try {
      Verdict verdict = knownHosts.record(route.knownName(), key, route.hashNames());
      if (verdict instanceof Verdict.Trusted) {
        asker.tell(who + " is now in " + knownHosts.target());
      }
      return verdict;
    } catch (IOException e) {
      asker.tell(who + " is trusted for this run only: cannot write " + knownHosts.target());
      return new Verdict.Trusted();
    }
  }

  static String describe(PublicKey shown) {
    PublicKey key = KnownHosts.plain(shown);
    return KeyUtils.getKeyType(key) + " " + Fingerprint.of(Fingerprint.blob(key));
  }

  private Problem unknown(PublicKey key, boolean byAuthority) {
    return Problem.of(
        ProblemCode.HOST_KEY_UNKNOWN,
        "the host's key "
            + describe(key)
            + " is not in "
            + knownHosts.target()
            + (byAuthority
                ? "; a @cert-authority line is there, but the host shows no certificate by it."
                : "."),
        "compare the fingerprint with the host's own (`ssh-keygen -lf"
            + " /etc/ssh/ssh_host_ed25519_key.pub` there), then add what `ssh-keyscan -p "
            + route.port()
            + " "
            + route.host()
            + "` prints, or run with --host-key-checking accept-new");
  }

  private Problem changed(KnownHost recorded, PublicKey key) {
    return new Problem(
        ProblemCode.HOST_KEY_CHANGED,
        recorded.file() + ":" + recorded.line(),
        "the host's key has changed: recorded is "
            + recorded.type()
            + " "
            + recorded.fingerprint()
            + ", the host shows "
            + describe(key)
            + "; the host was set up anew, or someone is in between",
        "ask whoever runs the host; if the new key is right: `ssh-keygen -R '"
            + route.knownName()
            + "' -f "
            + recorded.file()
            + "`");
  }

  private static Problem uncertified(KnownHost authority, String flaw) {
    return new Problem(
        ProblemCode.HOST_CERTIFICATE_INVALID,
        authority.file() + ":" + authority.line(),
        "the host's certificate is signed by a trusted authority but not good: " + flaw,
        "have the host's key signed anew (`ssh-keygen -s CA -h -n NAME`), for the name that is"
            + " connected to");
  }

  private static Problem revoked(KnownHost entry) {
    return new Problem(
        ProblemCode.HOST_KEY_REVOKED,
        entry.file() + ":" + entry.line(),
        "the host's key " + entry.type() + " " + entry.fingerprint() + " is marked as revoked",
        "give the host a new key; do not log in until then");
  }
}
