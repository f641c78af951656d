package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.LoginTrail.Phase;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.Objects;
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

  private LoginFailure() {}

  static LoginResult explain(Route route, LoginTrail trail, Exception e, Deadline deadline) {
    if (caused(e, InterruptedIOException.class) || Thread.currentThread().isInterrupted()) {
      return failed(ProblemCode.INTERRUPTED, "interrupted while connecting", "run again");
    }
    if (deadline.passed()) {
      return timedOut(route, trail.phase());
    }
    return switch (trail.phase()) {
      case CONNECTING -> unconnected(route, e);
      case GREETING -> ungreeted(route, trail, e);
      case KEY_EXCHANGE -> unkeyed(trail, e);
      case LOGIN -> rejected(route, trail, e);
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
    return failed(
        ProblemCode.NO_ROUTE,
        "no connection to " + place(route) + ": " + message,
        "correct the address or the network in between");
  }

  private static LoginResult ungreeted(Route route, LoginTrail trail, Exception e) {
    String greeting = trail.greeting();
    if (!greeting.isEmpty() && !BUSY.matcher(greeting).find()) {
      return failed(
          ProblemCode.SSH_PROTOCOL,
          "what answers at " + place(route) + " is not SSH; it says: " + greeting,
          "correct ansible_host or ansible_port");
    }
    return disagreement(trail, e) || messages(e).contains("Incorrect identification")
        ? failed(
            ProblemCode.SSH_PROTOCOL,
            "what answers at " + place(route) + " is not SSH 2: " + messages(e),
            "correct ansible_host or ansible_port")
        : dropped(greeting);
  }

  private static LoginResult unkeyed(LoginTrail trail, Exception e) {
    return disagreement(trail, e) || messages(e).contains("negotiate")
        ? failed(
            ProblemCode.SSH_PROTOCOL,
            "the key exchange failed: " + messages(e),
            "see that the host's sshd allows today's algorithms")
        : dropped(trail.goodbye());
  }

  /** A reason that MINA itself names stays the same next time; a plain end of the link may not. */
  private static boolean disagreement(LoginTrail trail, Exception e) {
    return trail.goodbye().isEmpty()
        && chain(e).anyMatch(t -> t instanceof SshException ssh && ssh.getDisconnectCode() != 0);
  }

  private static LoginResult rejected(Route route, LoginTrail trail, Exception e) {
    boolean exhausted =
        chain(e)
            .anyMatch(
                t ->
                    t instanceof SshException ssh
                        && ssh.getDisconnectCode()
                            == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
    if (!exhausted && trail.goodbye().isEmpty()) {
      return failed(
          ProblemCode.CONNECTION_LOST,
          "the host hung up during the login of " + route.user() + ": " + messages(e),
          "look into the host's log of sshd");
    }
    String tried =
        trail.tried().isEmpty()
            ? "there was no key or password to try"
            : "tried " + String.join(", ", trail.tried());
    String accepted =
        trail.accepted().isEmpty() ? "" : "; it accepts " + String.join(", ", trail.accepted());
    String said = trail.goodbye().isEmpty() ? "" : "; it said: " + trail.goodbye();
    return new LoginResult.Rejected(
        Problem.of(
            ProblemCode.LOGIN_REJECTED,
            "the host rejected the login as " + route.user() + ": " + tried + accepted + said,
            "correct ansible_user, give the right key with --private-key or the agent, or a"
                + " password with -k"));
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
