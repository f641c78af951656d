package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.LoginTrail.Phase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.StreamCorruptedException;
import java.net.ConnectException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/** Why a login failed, from how far it came and what MINA threw. */
final class LoginFailure {
  private static final int SHOWN = 300;

  /** What sshd says in the place of its greeting to one whom it may let in later (sshd.c). */
  private static final Pattern BUSY =
      Pattern.compile("Exceeded MaxStartups|Not allowed at this time");

  /** Reasons for which MINA, and we, break with a host. */
  private static final Set<Integer> OWN_FAULTS =
      Set.of(
          SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR,
          SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED,
          SshConstants.SSH2_DISCONNECT_MAC_ERROR,
          SshConstants.SSH2_DISCONNECT_COMPRESSION_ERROR,
          SshConstants.SSH2_DISCONNECT_SERVICE_NOT_AVAILABLE,
          SshConstants.SSH2_DISCONNECT_PROTOCOL_VERSION_NOT_SUPPORTED,
          SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE);

  private LoginFailure() {}

  /**
   * Why.
   *
   * @param password there was one to try
   */
  static LoginResult explain(
      Route route, LoginTrail trail, boolean password, Exception e, Deadline deadline) {
    if (caused(e, InterruptedIOException.class) || Thread.currentThread().isInterrupted()) {
      return failed(ProblemCode.INTERRUPTED, "interrupted while connecting", "run again");
    }
    boolean late = deadline.passed() || caused(e, TimeoutException.class);
    if (late && trail.fault().isEmpty()) {
      return timedOut(route, trail.phase());
    }
    if (trail.goodbye().isEmpty()) { // else it is the host's own word
      trail.broken(e);
    }
    return switch (trail.phase()) {
      case CONNECTING -> unconnected(route, e);
      case GREETING -> ungreeted(route, trail);
      case KEY_EXCHANGE -> unkeyed(trail);
      case LOGIN -> unwelcome(route, trail, password, e);
    };
  }

  private static LoginResult timedOut(Route route, Phase phase) {
    String where =
        switch (phase) {
          case CONNECTING -> "nothing answers at " + place(route);
          case GREETING ->
              "A peer at " + place(route) + " takes connections but does not speak SSH";
          case KEY_EXCHANGE -> "the key exchange with " + place(route) + " did not end";
          case LOGIN -> "the login at " + place(route) + " did not end";
        };
    return failed(
        ProblemCode.CONNECTION_TIMEOUT,
        where + " within the connect timeout",
        "look whether the host is up and its firewall open, or allow more with --connect-timeout");
  }

  private static LoginResult unconnected(Route route, Exception e) {
    String message = messages(e);
    if (caused(e, ConnectException.class) && message.contains("refused")) {
      return failed(
          ProblemCode.CONNECTION_REFUSED,
          "nothing listens for SSH at " + place(route),
          "start sshd there, or correct ansible_port");
    }
    // The host took the connection and dropped it before it was ours.
    if (message.contains("reset") || message.contains("not connected")) {
      return dropped("");
    }
    return failed(
        ProblemCode.NO_ROUTE,
        "no connection to " + place(route) + ": " + message,
        "correct the address or the network in between");
  }

  private static LoginResult ungreeted(Route route, LoginTrail trail) {
    String greeting = trail.greeting();
    if (!greeting.isEmpty() && !BUSY.matcher(greeting).find()) {
      return failed(
          ProblemCode.SSH_PROTOCOL,
          "what answers at " + place(route) + " is not SSH; it says: " + greeting,
          "correct ansible_host or ansible_port");
    }
    return trail.fault().isPresent()
        ? failed(
            ProblemCode.SSH_PROTOCOL,
            "what answers at " + place(route) + " is not SSH 2: " + messages(trail.fault().get()),
            "correct ansible_host or ansible_port")
        : dropped(greeting);
  }

  private static LoginResult unkeyed(LoginTrail trail) {
    if (trail.disagreement().isPresent()) {
      return new LoginResult.Failed(trail.disagreement().get().problem());
    }
    Optional<Problem> breach = breach(trail);
    if (breach.isEmpty()) {
      return dropped("");
    }
    return trail.fault().isPresent()
        ? new LoginResult.Failed(breach.get())
        : new LoginResult.Dropped(breach.get());
  }

  /** Why a session ended that was open, where the host said it or did wrong. */
  static Optional<Problem> breach(LoginTrail trail) {
    if (trail.fault().isPresent()) {
      return Optional.of(
          Problem.of(
              ProblemCode.SSH_PROTOCOL,
              "the host breaks the rules of SSH: " + messages(trail.fault().get()),
              "see what stands between, and which SSH server that is; `ssh -v` shows its version"));
    }
    return trail
        .goodbye()
        .map(
            said ->
                Problem.of(
                    ProblemCode.DISCONNECTED,
                    "the host ended the session"
                        + (said.isEmpty() ? " and gave no reason" : "; it said: " + said),
                    "look into the host's log of sshd, then run again"));
  }

  /** What the other side did wrong, and not a link that broke or an end of ours. */
  static boolean isFault(Throwable e) {
    Throwable last = chain(e).reduce((_, next) -> next).orElse(e);
    return last instanceof SshException ssh
        ? OWN_FAULTS.contains(ssh.getDisconnectCode())
        // MINA's word for an identification that is none.
        : last instanceof StreamCorruptedException
            || !(last instanceof IOException
                || last instanceof InterruptedException
                || isEarlyEnd(last));
  }

  /** MINA's word for a link that broke before its session was made. */
  private static boolean isEarlyEnd(Throwable e) {
    return e instanceof IllegalStateException
        && String.valueOf(e.getMessage()).startsWith("No session attached");
  }

  private static LoginResult unwelcome(
      Route route, LoginTrail trail, boolean password, Exception e) {
    boolean exhausted =
        chain(e)
            .anyMatch(
                t ->
                    t instanceof SshException ssh
                        && ssh.getDisconnectCode()
                            == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
    boolean dismissed = trail.goodbye().isPresent() && !trail.tried().isEmpty();
    if (trail.fault().isEmpty() && (exhausted || dismissed)) {
      return new LoginResult.Rejected(Rejection.of(route, trail, password));
    }
    return new LoginResult.Failed(
        breach(trail)
            .orElseGet(
                () ->
                    Problem.of(
                        ProblemCode.CONNECTION_LOST,
                        "the host hung up during the login of " + route.user() + ": " + messages(e),
                        "look into the host's log of sshd")));
  }

  private static LoginResult dropped(String said) {
    return new LoginResult.Dropped(
        Problem.of(
            ProblemCode.CONNECTION_LOST,
            "the host hung up before the login"
                + (said.isEmpty() ? "." : ": " + Untrusted.line(said, SHOWN)),
            "its sshd may be too busy (MaxStartups): connect to fewer at once with --forks"));
  }

  private static LoginResult failed(ProblemCode code, String what, String hint) {
    return new LoginResult.Failed(Problem.of(code, what, hint));
  }

  private static String place(Route route) {
    return route.host() + " port " + route.port();
  }

  private static boolean caused(Throwable e, Class<? extends Throwable> type) {
    return chain(e).anyMatch(type::isInstance);
  }

  /** The innermost message says most; MINA's own wrap it. */
  private static String messages(Throwable e) {
    Throwable last = chain(e).reduce((_, next) -> next).orElse(e);
    return Untrusted.line(Objects.toString(last.getMessage(), last.toString()), SHOWN);
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause).limit(20);
  }
}
